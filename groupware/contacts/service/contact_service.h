#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/contacts/contact.h"
#include "groupware/contacts/contact_patch.h"
#include "groupware/contacts/draft.h"
#include "groupware/contacts/duplicates.h"
#include "groupware/contacts/limits.h"
#include "groupware/folders/service/folder_access.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::contacts {

/// A contact as a client names it. With a folder it must (still) be there. In the global address book, whose folder
/// must be named, the id is a user's.
struct ContactRef {
    ContactId id;
    std::optional<FolderId> folder{};
};

/// A contact as one transaction left it.
struct Written {
    Contact contact;
    CommitToken committed;
};

/// Contacts of one snapshot.
struct Contacts {
    std::vector<Contact> contacts{};
    Seq timestamp;  ///< of the snapshot: whatever changes later has a greater one
};

/// What happened in a folder after a timestamp.
struct Changes {
    std::vector<Contact> changed{};    ///< new, changed or moved here; oldest change first
    std::vector<ContactId> removed{};  ///< deleted, moved away, or hidden from the caller since
    Seq timestamp;                     ///< ask for what came after this the next time
};

/// Contacts that a verb over many left as they were.
struct Refusal {
    ContactRef contact;
    std::string reason{};  ///< for people. What is hidden from the caller and what is not there read alike
};
struct Refusals {
    std::vector<Refusal> refused{};
    CommitToken committed;
};

struct SearchQuery {
    std::string pattern{};            ///< `*` is any text, `?` any character
    bool startLetter = false;         ///< the pattern is what the sort name begins with
    std::vector<FolderId> folders{};  ///< none = every folder the caller may read
    std::vector<FolderId> excluded{};
    std::function<bool(const Contact&)> filter{};  ///< what else must hold; then the pattern may be empty
};

struct AutocompleteQuery {
    std::string text;
    std::optional<FolderId> folder{};
    bool withAddress = true;  ///< leaves out who has none
};

/// One card of an import, or why it is none.
struct ImportItem {
    std::optional<Draft> draft{};
    std::string problem{};
};
struct ImportedItem {
    ContactId id{};
    Seq seq{};
    std::string problem{};  ///< empty if there is a contact
};
struct Imported {
    std::vector<ImportedItem> items{};  ///< in the order of the import
    CommitToken committed;
};

/// A card for a client that wants cards.
struct ExportedCard {
    Contact contact;
    std::string card;
};

/// Who was written to or read from.
struct CollectedAddress {
    std::string address;
    std::string name{};
};

/// The use cases of contacts, one file each or a few that belong together. Every one is a single transaction or a
/// single snapshot; verbs over many take batches. Safe to call from any thread.
///
/// The global address book is a folder like others, made of the context's users, that nobody can write here.
///
/// All throw Error: NotFound for what is not there or hidden from the caller, Forbidden, Conflict (UID taken in the
/// folder), PreconditionFailed (changed after `lastSeen`), BadRequest, TooLarge, QuotaExceeded, Unavailable.
class ContactService {
public:
    /// Everything referred to outlives this object.
    /// @param limits  asked at each use: they may change meanwhile
    ContactService(dbpool::ContextDatabase& database, const folders::FolderAccess& access, const Clock& clock,
                   std::function<Limits()> limits)
        : database_(database), access_(access), clock_(clock), limits_(std::move(limits)) {}

    [[nodiscard]] Limits limits() const { return limits_(); }

    // -- reads. `withMembers`: those of distribution lists too, at the price of one statement

    [[nodiscard]] Contact get(const Caller& caller, ContactRef contact) const;
    /// Every contact of the folder that the caller may read, by sort name.
    [[nodiscard]] Contacts all(const Caller& caller, FolderId folder, bool withMembers) const;
    /// Those of the named contacts that exist and may be read, in the order asked for.
    [[nodiscard]] Contacts list(const Caller& caller, std::span<const ContactRef> contacts, bool withMembers) const;
    /// Exact: every change after `since` and nothing twice, whatever was written meanwhile.
    /// @throws Error PreconditionFailed if what left since then is not known any more: the caller has to list anew
    [[nodiscard]] Changes updates(const Caller& caller, FolderId folder, Seq since, bool withMembers) const;
    [[nodiscard]] Contacts search(const Caller& caller, const SearchQuery& query, bool withMembers) const;
    /// Whom somebody may mean who types: words of names and company and addresses that begin with what he typed, the
    /// most used ones first.
    [[nodiscard]] Contacts autocomplete(const Caller& caller, const AutocompleteQuery& query) const;
    /// Who has a birthday (anniversary) from `start` up to `end`, in the order of the days.
    [[nodiscard]] Contacts birthdays(const Caller& caller, std::optional<FolderId> folder, Instant start,
                                     Instant end) const;
    [[nodiscard]] Contacts anniversaries(const Caller& caller, std::optional<FolderId> folder, Instant start,
                                         Instant end) const;

    struct PictureFound {
        Picture picture;
        std::string etag;  ///< with its quotes
    };
    [[nodiscard]] PictureFound picture(const Caller& caller, ContactRef contact) const;
    /// Of the first contact with that address that has one.
    [[nodiscard]] PictureFound picture(const Caller& caller, std::string_view address) const;

    /// Whole cards, pictures included; in the order asked for.
    [[nodiscard]] std::vector<ExportedCard> cards(const Caller& caller, std::span<const ContactRef> contacts) const;

    // -- writes

    /// Adds a contact to `patch.folder`.
    Written create(const Caller& caller, const ContactPatch& patch) const;
    /// Another `patch.folder` moves the contact.
    Written update(const Caller& caller, ContactRef contact, const ContactPatch& patch,
                   std::optional<Seq> lastSeen) const;
    /// A new contact with the card of another.
    Written copy(const Caller& caller, ContactRef contact, FolderId target) const;
    /// Deletes for good.
    Refusals remove(const Caller& caller, std::span<const ContactRef> contacts, std::optional<Seq> lastSeen) const;
    /// Adds cards to a folder, in batches; what is wrong with one does not harm the others.
    [[nodiscard]] Imported importCards(const Caller& caller, FolderId folder, std::vector<ImportItem> items) const;

    // -- address books kept clean

    [[nodiscard]] std::pair<std::vector<DuplicateGroup>, Seq> duplicates(const Caller& caller, FolderId folder) const;
    /// Puts what `source` says into `target`, and deletes `source`.
    Written merge(const Caller& caller, ContactRef target, ContactRef source, std::optional<Seq> lastSeen) const;
    /// Counts a use of those that the caller has in his folder of collected addresses, and adds the others. The folder
    /// is made with the first. Not for callers without the module "collectemailaddresses".
    struct Collected {
        int added = 0;
        int used = 0;
        CommitToken committed;
    };
    Collected collect(const Caller& caller, const std::vector<CollectedAddress>& addresses) const;

private:
    void requireListLength(std::size_t length) const;
    [[nodiscard]] Contacts withDays(const Caller& caller, std::optional<FolderId> folder, int column, Instant start,
                                    Instant end) const;

    dbpool::ContextDatabase& database_;
    const folders::FolderAccess& access_;
    const Clock& clock_;
    std::function<Limits()> limits_;
};

}  // namespace groupware::contacts
