#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/principals/store/guest_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::folders {
namespace {

void addGrants(FolderReader& reader, std::span<const FolderId> ids, std::vector<FolderView>& views) {
    auto grants = reader.grants(ids);
    for (auto& view : views) view.grants = std::move(grants[view.folder.id]);
}

/// The fixed folders count as having some: looking through everybody's private folders for that costs too much.
void addSubfolders(FolderReader& reader, const Caller& caller, std::vector<FolderView>& views) {
    std::vector<FolderId> ids;
    for (const auto& view : views) {
        if (!view.folder.isSystem()) ids.push_back(view.folder.id);
    }
    const auto parents = reader.parentsOfVisible(ids, principalsOf(caller));
    for (auto& view : views) {
        view.subfolders =
            view.folder.isSystem() ? view.folder.id != kGlobalAddressBook : parents.contains(view.folder.id);
    }
}

void addTotals(dbpool::ReadSession& session, const FolderContents& contents, std::vector<FolderView>& views) {
    std::map<std::string, std::vector<FolderId>> byModule;
    for (const auto& view : views) {
        if (view.rights.allows(Permission::ReadOwn)) byModule[view.folder.module].push_back(view.folder.id);
    }
    for (const auto& [module, ids] : byModule) {
        auto* content = contents.find(module);
        if (content == nullptr) continue;
        const auto counts = content->count(session, ids);
        for (auto& view : views) {
            if (view.folder.module != module || !view.rights.allows(Permission::ReadOwn)) continue;
            const auto found = counts.find(view.folder.id);
            view.total = found == counts.end() ? 0 : found->second;
        }
    }
}

void addGuests(dbpool::ReadSession& session, std::vector<FolderView>& views) {
    std::set<std::int64_t> users;
    for (const auto& view : views) {
        for (const auto& grant : view.grants) {
            if (!grant.grantee.group) users.insert(grant.grantee.id);
        }
    }
    const auto guests = principals::GuestReader(session).among(std::vector<std::int64_t>(users.begin(), users.end()));
    for (auto& view : views) {
        for (const auto& guest : guests) {
            const bool named = std::any_of(view.grants.begin(), view.grants.end(),
                                           [&](const Grant& grant) { return grant.grantee == Grantee::of(guest.id); });
            if (named) view.guests.push_back(guest);
        }
    }
}

void addSubscriptions(dbpool::ReadSession& session, const Caller& caller, std::vector<FolderView>& views) {
    const auto known = SubscriptionReader(session).of(caller.user);
    for (auto& view : views) {
        if (const auto found = known.find(view.folder.id); found != known.end()) view.subscription = found->second;
    }
}

}  // namespace

std::vector<FolderView> FolderService::viewsOf(dbpool::ReadSession& session, const Caller& caller,
                                               std::vector<AccessibleFolder> folders,
                                               const FolderDetails& details) const {
    std::vector<FolderView> views;
    std::vector<FolderId> ids;
    for (auto& entry : folders) {
        ids.push_back(entry.folder.id);
        entry.folder.type = typeFor(entry.folder.type, entry.folder.owner, caller.user);
        views.push_back({.folder = std::move(entry.folder), .rights = entry.rights, .context = caller.context});
    }
    FolderReader reader(session);
    if (details.grants || details.guests) addGrants(reader, ids, views);
    if (details.guests) addGuests(session, views);
    if (details.subfolders) addSubfolders(reader, caller, views);
    if (details.total) addTotals(session, contents_, views);
    if (details.subscription) addSubscriptions(session, caller, views);
    return views;
}

}  // namespace groupware::folders
