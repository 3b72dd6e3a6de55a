#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/base/caller.h"
#include "groupware/contacts/contact.h"
#include "groupware/contacts/service/contact_service.h"
#include "groupware/contacts/store/contact_reader.h"
#include "groupware/folders/service/folder_access.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

/// Who may see and change which contacts. Internal to the service.
namespace groupware::contacts {

/// @throws Error NotFound: the answer for what is not there and for what is hidden
[[noreturn]] void throwNoContact(ContactId contact);

/// The folder, if the caller may read at least its own contacts there.
/// @throws Error NotFound, Forbidden
[[nodiscard]] folders::AccessibleFolder requireReadableFolder(dbpool::ReadSession& session,
                                                              const folders::FolderAccess& access, const Caller& caller,
                                                              FolderId folder);
/// The folder, if the caller may add contacts.
/// @throws Error NotFound, Forbidden; always Forbidden for the global address book
folders::AccessibleFolder requireCreatable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                           const Caller& caller, FolderId folder);

/// Private ones are their creator's alone, whatever the folder allows.
[[nodiscard]] bool isVisible(const Caller& caller, const Contact& contact, const folders::Rights& rights);

struct AccessibleContact {
    Contact contact;
    folders::AccessibleFolder place;
};
/// A contact of which a client said more than was found is hidden: not there, not in the folder named, not readable.
/// @throws Error NotFound
[[nodiscard]] AccessibleContact findReadable(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                             const Caller& caller, ContactRef ref);
/// @throws Error NotFound if it is hidden, Forbidden if the caller may not change it
void requireWritable(const Caller& caller, const Contact& contact, const folders::Rights& rights);
/// @throws Error NotFound if it is hidden, Forbidden if the caller may not take it out of its folder
void requireRemovable(const Caller& caller, const Contact& contact, const folders::Rights& rights);
/// The optimistic lock: what the client last saw must still be so.
/// @throws Error PreconditionFailed
void requireUnchanged(const Contact& contact, std::optional<Seq> lastSeen);

/// The caller's rights in the folders of several contacts; each folder is asked for once.
class FolderRights {
public:
    FolderRights(dbpool::ReadSession& session, const folders::FolderAccess& access, const Caller& caller)
        : session_(session), access_(access), caller_(caller) {}

    /// Nothing if the caller cannot even see the folder.
    [[nodiscard]] const std::optional<folders::AccessibleFolder>& of(FolderId folder);
    [[nodiscard]] bool mayRead(const Contact& contact);

private:
    dbpool::ReadSession& session_;
    const folders::FolderAccess& access_;
    const Caller& caller_;
    std::map<FolderId, std::optional<folders::AccessibleFolder>> known_;
};

/// Every folder of contacts that the caller may read, for searches; `users` if the global address book is one.
struct Places {
    SearchScope scope{};
    bool users = false;
};
[[nodiscard]] Places readablePlaces(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                    const Caller& caller, const std::vector<FolderId>& only,
                                    const std::vector<FolderId>& excluded);

/// Fills in the members of those that are lists.
void addMembers(dbpool::ReadSession& session, std::vector<Contact>& contacts);

}  // namespace groupware::contacts
