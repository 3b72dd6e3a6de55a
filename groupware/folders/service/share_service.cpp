#include "groupware/folders/service/share_service.h"

#include "groupware/base/error.h"
#include "groupware/folders/service/end_guests.h"
#include "groupware/folders/service/tree_change.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/folders/tree_rules.h"
#include "groupware/principals/caller_access.h"
#include "groupware/principals/service/guest_provisioning.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/sync/change.h"

#include <utility>
#include <vector>

namespace groupware::folders {
namespace {

using principals::Guest;
using principals::GuestKind;

std::optional<Guest> linkOf(dbpool::ReadSession& session, FolderId folder) {
    std::vector<std::int64_t> users;
    for (const auto& grant : FolderReader(session).grants(folder)) {
        if (!grant.grantee.group) users.push_back(grant.grantee.id);
    }
    for (auto& guest : principals::GuestReader(session).among(users)) {
        if (guest.kind == GuestKind::Link && guest.folder == folder) return std::move(guest);
    }
    return std::nullopt;
}

Guest requireLink(dbpool::ReadSession& session, FolderId folder) {
    auto link = linkOf(session, folder);
    if (!link) throw Error(ErrorCode::NotFound, "folder without link", "There is no link to this folder.");
    return std::move(*link);
}

void touch(dbpool::WriteTransaction& tx, const Caller& caller, const Folder& folder) {
    FolderWriter(tx).touch(folder.id, caller.user);
    tx.record(sync::change(sync::Kind::Folder, sync::Verb::Changed, folder.parent, folder.id.value));
}

}  // namespace

ShareService::ShareService(dbpool::ContextDatabase& database, principals::PasswordHasher& hasher, const Clock& clock,
                           principals::ShareTokens tokens, const FolderLimits& limits)
    : database_(database), hasher_(hasher), clock_(clock), tokens_(std::move(tokens)), limits_(limits) {}

AccessibleFolder ShareService::require(dbpool::ReadSession& session, const Caller& caller,
                                       const ShareTarget& target) const {
    auto found = access_.require(session, caller, target.folder, Permission::Admin, target.module);
    principals::requireModule(caller, principals::Module::ShareLinks, "You may not make links to folders.");
    if (found.folder.isSystem() || !found.rights.allows(Permission::ReadAll)) {
        throw Error(ErrorCode::Forbidden, "link to a system or unreadable folder", "This folder cannot be shared.");
    }
    if (found.folder.type == FolderType::Trash) {
        throw Error(ErrorCode::BadRequest, "link to a trash", "What is in the trash cannot be shared.");
    }
    return found;
}

ShareLink ShareService::described(const Caller& caller, const Guest& guest) const {
    return {.entity = guest.id,
            .token = tokens_.of(caller.context, guest.seed),
            .hasPassword = guest.needsPassword(),
            .expires = guest.expires};
}

Guest ShareService::newLink(const Caller& caller, const ShareTarget& target) const {
    Guest guest{.kind = GuestKind::Link, .seed = principals::ShareTokens::newSeed()};
    guest.tokenHash = tokens_.of(caller.context, guest.seed).hash();
    guest.language = caller.locale;
    guest.timeZone = caller.timeZone;
    guest.module = target.module;
    guest.folder = target.folder;
    guest.createdBy = caller.user;
    return guest;
}

ShareLink ShareService::getLink(const Caller& caller, const ShareTarget& target) {
    auto known = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        (void)require(session, caller, target);
        const auto link = linkOf(session, target.folder);
        auto described =
            link && !link->isOver(clock_.now()) ? std::optional(this->described(caller, *link)) : std::nullopt;
        if (described) described->seq = session.seq();
        return described;
    });
    if (known) return std::move(*known);

    Guest guest = newLink(caller, target);
    bool isNew = true;
    const auto committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto found = require(tx, caller, target);
        const auto link = linkOf(tx, target.folder);
        isNew = !link || link->isOver(clock_.now());
        if (!isNew) {  // somebody made one meanwhile
            guest = *link;
            return;
        }
        if (link) endGuest(tx, *link, caller.user);
        guest.id = principals::addGuest(tx, guest);
        auto grants = FolderReader(tx).grants(target.folder);
        grants.push_back({Grantee::of(guest.id), kViewerRights});
        requireMayShare(caller, found.folder.type, found.folder.owner, grants);
        const Place place{found.folder.type, found.folder.owner};
        FolderWriter(tx).setGrants(target.folder, checkedGrants(grants, place, limits_.grants));
        touch(tx, caller, found.folder);
    });
    auto made = described(caller, guest);
    made.isNew = isNew;
    made.committed = committed;
    made.seq = committed.seq;
    return made;
}

CommitToken ShareService::updateLink(const Caller& caller, const ShareTarget& target, const ShareLinkChange& change,
                                     std::optional<Seq> unchangedSince) {
    requireFuture(change.expires);
    std::optional<principals::PasswordHash> password;
    if (change.password) {
        password = change.password->empty() ? principals::PasswordHash{} : hasher_.hash(*change.password);
    }
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto found = require(tx, caller, target);
        requireUnchanged(found.folder, unchangedSince);
        auto link = requireLink(tx, target.folder);
        if (change.changesExpiry) link.expires = change.expires;
        principals::changeGuest(tx, link, password);
        touch(tx, caller, found.folder);
    });
}

CommitToken ShareService::deleteLink(const Caller& caller, const ShareTarget& target,
                                     std::optional<Seq> unchangedSince) {
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto found = require(tx, caller, target);
        requireUnchanged(found.folder, unchangedSince);
        endGuest(tx, requireLink(tx, target.folder), caller.user);
    });
}

Guest ShareService::invitation(const Caller& caller, std::string_view email, std::string_view displayName,
                               const std::optional<std::string>& password, const std::optional<Instant>& expires) {
    requireFuture(expires);
    Guest guest = newLink(caller, {});
    guest.kind = GuestKind::Invited;
    guest.email = email;
    guest.displayName = displayName;
    guest.expires = expires;
    principals::requireValid(guest);
    if (password && !password->empty()) guest.password = hasher_.hash(*password);
    return guest;
}

void ShareService::requireFuture(const std::optional<Instant>& expires) const {
    if (!expires || *expires > clock_.now()) return;
    throw Error(ErrorCode::BadRequest, "expiry in the past", "The expiry date is in the past.");
}

std::int64_t ShareService::removeExpired(ContextId context) {
    constexpr std::int64_t kPerSweep = 100;
    const auto now = clock_.now();
    const auto over = database_.read(context, Freshness::strict(), [&](dbpool::ReadSession& session) {
        return principals::GuestReader(session).overAt(now, kPerSweep);
    });
    std::int64_t removed = 0;
    for (const auto& guest : over) {  // one transaction each: a guest may be in many folders
        database_.write(context, [&](dbpool::WriteTransaction& tx) {
            const auto current = principals::GuestReader(tx).among(std::vector{guest.id.value});
            if (current.empty() || !current.front().isOver(now)) return;
            endGuest(tx, current.front(), guest.createdBy);
        });
        ++removed;
    }
    return removed;
}

}  // namespace groupware::folders
