#include "groupware/contacts/service/folder_contacts.h"

#include "groupware/attachments/service/object_attachments.h"
#include "groupware/contacts/service/contact_writing.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/folders/service/folder_touch.h"

#include <stdexcept>
#include <vector>

namespace groupware::contacts {

int FolderContacts::remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) {
    const auto contacts = ContactReader(tx).batch(folder, static_cast<std::size_t>(atMost));
    if (!contacts.empty()) {
        eraseContacts(tx, contacts, caller.user);
        folders::touchContent(tx, folder);
    }
    return static_cast<int>(contacts.size());
}

int FolderContacts::moveToTrash(dbpool::WriteTransaction& /*tx*/, const Caller& /*caller*/, FolderId /*folder*/,
                                FolderId /*trash*/, int /*atMost*/) {
    throw std::logic_error("no user has a trash folder for contacts");
}

int FolderContacts::bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) {
    const auto contacts = ContactReader(tx).touchedBy(user, static_cast<std::size_t>(atMost));
    if (!contacts.empty()) bequeathContacts(tx, contacts, user, heir);
    const int left = atMost - static_cast<int>(contacts.size());
    if (left <= 0) return atMost;
    const int files = attachments::bequeathAttachments(tx, attachments::Module::Contact, user, heir, left);
    return static_cast<int>(contacts.size()) + files;
}

std::map<FolderId, std::int64_t> FolderContacts::count(dbpool::ReadSession& session,
                                                       std::span<const FolderId> folders) {
    std::vector<std::int64_t> ids;
    for (const FolderId folder : folders) ids.push_back(folder.value);
    return ContactReader(session).count(ids);
}

}  // namespace groupware::contacts
