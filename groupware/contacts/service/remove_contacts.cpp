#include "groupware/base/error.h"
#include "groupware/contacts/service/contact_access.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/service/contact_writing.h"
#include "groupware/contacts/service/many_contacts.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/folders/service/folder_touch.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::contacts {
namespace {

/// What may be deleted of a batch; the rest goes to `refused`.
std::vector<Contact> removable(dbpool::WriteTransaction& tx, const folders::FolderAccess& access, const Caller& caller,
                               std::span<const ContactRef> refs,
                               const std::function<void(const ContactRef&, const Error&)>& refuse,
                               std::optional<Seq> lastSeen) {
    std::vector<std::int64_t> ids;
    for (const ContactRef& ref : refs) ids.push_back(ref.id.value);
    std::map<ContactId, Contact> found;
    for (Contact& contact : ContactReader(tx).findAll(ids)) found.emplace(contact.id, std::move(contact));
    FolderRights rights(tx, access, caller);
    std::vector<Contact> erased;
    std::set<ContactId> done;
    for (const ContactRef& ref : refs) {
        if (!done.insert(ref.id).second) continue;
        const auto place = found.find(ref.id);
        try {
            if (place == found.end() || (ref.folder && *ref.folder != place->second.folder)) throwNoContact(ref.id);
            const auto& folder = rights.of(place->second.folder);
            if (!folder) throwNoContact(ref.id);
            requireRemovable(caller, place->second, folder->rights);
            requireUnchanged(place->second, lastSeen);
            erased.push_back(place->second);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Unavailable || error.code() == ErrorCode::Internal) throw;
            refuse(ref, error);
        }
    }
    return erased;
}

}  // namespace

Refusals ContactService::remove(const Caller& caller, std::span<const ContactRef> contacts,
                                std::optional<Seq> lastSeen) const {
    requireListLength(contacts.size());
    Refusals result;
    result.committed.context = caller.context;
    while (!contacts.empty()) {
        const auto piece = contacts.first(std::min(contacts.size(), kBatchLength));
        std::vector<Refusal> refused;
        result.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            refused.clear();
            const auto erased = removable(
                tx, access_, caller, piece,
                [&](const ContactRef& ref, const Error& error) {
                    refused.push_back({.contact = ref, .reason = error.publicText()});
                },
                lastSeen);
            if (erased.empty()) return;
            eraseContacts(tx, erased, caller.user);
            std::set<FolderId> touched;
            for (const Contact& contact : erased) touched.insert(contact.folder);
            for (const FolderId folder : touched) folders::touchContent(tx, folder);
        });
        result.refused.insert(result.refused.end(), refused.begin(), refused.end());
        contacts = contacts.subspan(piece.size());
    }
    return result;
}

std::pair<std::vector<DuplicateGroup>, Seq> ContactService::duplicates(const Caller& caller, FolderId folder) const {
    const auto found = all(caller, folder, false);
    return {findDuplicates(found.contacts), found.timestamp};
}

}  // namespace groupware::contacts
