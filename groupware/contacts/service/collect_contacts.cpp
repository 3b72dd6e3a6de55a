#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/contacts/card_fields.h"
#include "groupware/contacts/card_index.h"
#include "groupware/contacts/service/collecting.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/contact_writing.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/contacts/store/contact_writer.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/folders/service/folder_touch.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/principals/service/provisioning.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace groupware::contacts {
namespace {

constexpr std::size_t kUuidOctets = 16;
constexpr std::size_t kMostAtOnce = 200;
constexpr std::size_t kAddressOctets = 255;
constexpr std::string_view kFolderName = "Collected addresses";

bool hasModule(const Caller& caller, std::string_view module) {
    return std::find(caller.modules.begin(), caller.modules.end(), module) != caller.modules.end();
}

bool isAddress(std::string_view text) {
    const auto at = text.find('@');
    return isUtf8(text) && text.size() <= kAddressOctets && at != std::string_view::npos && at > 0 &&
           at + 1 < text.size() && text.find_first_of(std::string_view(" \t\r\n\0<>,;", 9)) == std::string_view::npos;
}

/// Names by address, each address once.
std::map<std::string, std::string> wantedOf(const std::vector<CollectedAddress>& addresses) {
    if (addresses.size() > kMostAtOnce)
        throw Error(ErrorCode::TooLarge, "too many addresses to collect", "There are too many addresses at once.");
    std::map<std::string, std::string> wanted;
    for (const auto& entry : addresses) {
        const auto address = foldedAddress(entry.address);
        if (!isAddress(address))
            throw Error(ErrorCode::BadRequest, "not an address to collect", "One of the addresses is none.");
        const Fields name{{column::kDisplayName, normalized(*findField(column::kDisplayName), entry.name)}};
        requireValid(name);
        auto& known = wanted[address];
        if (known.empty()) known = valueOf(name, column::kDisplayName);
    }
    return wanted;
}

/// The caller's own addresses are nobody to collect.
void leaveOutOwn(dbpool::ReadSession& session, const Caller& caller, std::map<std::string, std::string>& wanted) {
    const auto user = principals::UserReader(session).find(caller.user);
    if (!user) return;
    wanted.erase(foldedAddress(user->email));
    for (const auto& alias : user->aliases) wanted.erase(foldedAddress(alias));
}

std::vector<Draft> draftsOf(const Caller& caller, FolderId folder, const std::map<std::string, std::string>& wanted,
                            std::size_t most, Instant now) {
    std::vector<Draft> drafts;
    for (const auto& [address, name] : wanted) {
        if (drafts.size() >= most) break;
        Draft draft{.card = newCard(uuidText(crypto::randomBytes(kUuidOctets)))};
        setFields({{column::kEmail1, address}, {column::kDisplayName, name.empty() ? address : name}}, draft.card);
        describe(draft);
        draft.contact.folder = folder;
        draft.contact.createdBy = draft.contact.changedBy = caller.user;
        draft.contact.createdAt = now;
        drafts.push_back(std::move(draft));
    }
    return drafts;
}

/// Contact folders that are the caller's own: who is in one of them is known to him.
std::vector<std::int64_t> ownFolders(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                     const Caller& caller) {
    std::vector<std::int64_t> ids;
    for (const auto& place : access.readable(session, caller, folders::kContactsModule)) {
        const bool own = place.folder.type == folders::FolderType::Private && place.folder.owner == caller.user;
        if (own) ids.push_back(place.folder.id.value);
    }
    return ids;
}

/// Counts a use of those who are in one of the caller's own folders, and takes them out of `wanted`.
int useKnown(dbpool::WriteTransaction& tx, const folders::FolderAccess& access, const Caller& caller,
             std::map<std::string, std::string>& wanted) {
    std::vector<std::string> addresses;
    for (const auto& entry : wanted) addresses.push_back(entry.first);
    std::map<std::int64_t, FolderId> known;
    for (const auto& [address, place] : ContactReader(tx).owners(ownFolders(tx, access, caller), addresses)) {
        known.emplace(place.contact.value, place.folder);
        wanted.erase(address);
    }
    std::vector<std::int64_t> used;
    for (const auto& [contact, folder] : known) {
        used.push_back(contact);
        tx.record(sync::change(sync::Kind::Contact, sync::Verb::Changed, folder, contact));
    }
    ContactWriter(tx).use(used);
    return static_cast<int>(used.size());
}

}  // namespace

std::optional<FolderId> collectedFolder(dbpool::ReadSession& session, UserId user) {
    const auto stored = principals::UserReader(session).attribute(user, kCollectedFolder);
    if (!stored) return std::nullopt;
    FolderId id;
    (void)std::from_chars(stored->data(), stored->data() + stored->size(), id.value);
    const auto folder = folders::FolderReader(session).find(id);
    const bool own = folder && folder->owner == user && folder->module == folders::kContactsModule;
    return own ? std::optional(id) : std::nullopt;
}

ContactService::Collected ContactService::collect(const Caller& caller,
                                                  const std::vector<CollectedAddress>& addresses) const {
    for (const auto* module : {"contacts", "collectemailaddresses"}) {
        if (!hasModule(caller, module))
            throw Error(ErrorCode::Forbidden, std::string("no module ") + module, "You may not collect addresses.");
    }
    auto wanted = wantedOf(addresses);
    const auto most = limits().collected;
    const Instant now = clock_.now();
    Collected result;
    result.committed.context = caller.context;
    if (most == 0 || wanted.empty()) return result;
    result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        result.added = result.used = 0;
        auto left = wanted;
        if (principals::UserReader(tx).attribute(caller.user, kCollecting) == "false") return;
        leaveOutOwn(tx, caller, left);
        result.used = useKnown(tx, access_, caller, left);
        if (left.empty()) return;
        auto folder = collectedFolder(tx, caller.user);
        if (!folder) {
            folder = folders::createPrivateFolder(tx, caller.user, kFolderName, folders::kContactsModule);
            principals::setAttribute(tx, caller.user, kCollectedFolder, std::to_string(folder->value));
        }
        const std::array ids{folder->value};
        const auto room = std::max<std::int64_t>(most - ContactReader(tx).count(ids)[*folder], 0);
        auto drafts = draftsOf(caller, *folder, left, static_cast<std::size_t>(room), now);
        std::vector<Draft*> added;
        for (auto& draft : drafts) added.push_back(&draft);
        if (added.empty()) return;
        insertContacts(tx, added);
        folders::touchContent(tx, *folder);
        result.added = static_cast<int>(added.size());
    });
    return result;
}

}  // namespace groupware::contacts
