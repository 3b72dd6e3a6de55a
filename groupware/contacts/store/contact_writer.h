#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/contacts/contact.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::contacts {

/// Writes contacts of the transaction's context. Every change of a contact carries the transaction's seq.
class ContactWriter {
public:
    explicit ContactWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    /// The next free id.
    [[nodiscard]] ContactId nextId();

    /// The row and the card, without its lines and without what index() and setMembers() write. Sets `seq` and
    /// `createdSeq`.
    /// @throws Error Conflict if the folder has a contact of that resource name
    void insert(Contact& contact, std::string_view card);
    /// Writes every column of the contact but its creation and use. Sets `seq`.
    /// @throws Error Conflict as insert(), NotFound if it is gone
    void update(Contact& contact);
    void setCard(ContactId contact, std::string_view card);
    /// Replaces the lines kept apart.
    void setLines(ContactId contact, const std::vector<std::string>& lines);
    void addLines(ContactId contact, const std::vector<std::string>& lines);
    /// Words and addresses of new contacts.
    void index(std::span<const Contact* const> contacts);
    /// Takes them out again.
    void unindex(std::span<const std::int64_t> contacts);
    /// Moves the index of a contact to its new folder.
    void moveIndex(ContactId contact, FolderId folder);
    /// Replaces the members of a list.
    void setMembers(ContactId list, const std::vector<Member>& members);
    /// Entries for these contacts become addresses that stand for themselves.
    void freeMembers(std::span<const std::int64_t> contacts);
    /// Gives contacts a new seq, without any other change.
    void touch(std::span<const std::int64_t> contacts, UserId editor);

    void setAttachments(ContactId contact, std::int64_t count, std::int64_t newest, UserId editor);
    /// Counts one more use of each; their seq stays.
    void use(std::span<const std::int64_t> contacts);
    /// What `user` created or changed last of `contacts` becomes `heir`'s. Sets their seq.
    void bequeath(std::span<const std::int64_t> contacts, UserId user, UserId heir);
    /// Contacts with all that belongs to them here.
    void remove(std::span<const std::int64_t> contacts);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::contacts
