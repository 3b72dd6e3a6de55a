#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/folders/folder.h"
#include "groupware/folders/options.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/folders/subscription.h"
#include "groupware/principals/guest.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::folders {

/// What a caller wants to know about folders besides their rows and its rights: each costs one statement per list.
struct FolderDetails {
    bool grants = false;
    bool subfolders = false;
    bool total = false;
    bool subscription = false;
    bool guests = false;  ///< of the grants
};

/// Which folders of a list.
enum class Shown {
    All,
    Subscribed,  ///< those in which the caller did not end his subscription
};

/// A folder as one caller sees it.
struct FolderView {
    Folder folder;  ///< `type` Shared for other people's private folders; `parent` as it hangs in the caller's tree
    Rights rights;  ///< of the caller
    std::vector<Grant> grants{};              ///< if asked for
    std::vector<principals::Guest> guests{};  ///< if asked for: those that the grants name
    ContextId context{};
    bool subfolders = false;              ///< if asked for: the caller can see one below
    std::optional<std::int64_t> total{};  ///< if asked for and known: objects inside
    Subscription subscription{};          ///< of the caller, if asked for
};

/// An answer and the state of the context it is true for.
struct FolderList {
    std::vector<FolderView> folders;
    Seq seq;
};

struct VisibleFolders {
    std::vector<FolderView> privateFolders{};
    std::vector<FolderView> publicFolders{};
    std::vector<FolderView> sharedFolders{};
    Seq seq;
};

struct FolderUpdates {
    std::vector<FolderView> changed;  ///< new or changed
    std::vector<FolderId> removed;    ///< deleted, moved away or hidden; may name folders the caller never saw
    Seq seq;                          ///< what to ask from next time
};

struct NewFolder {
    FolderId parent;
    std::string name;
    std::string module;                        ///< empty: the parent's
    std::optional<std::vector<Grant>> grants;  ///< without: the parent's, and the owner has all rights
    SubscriptionChange subscription{};         ///< of the creator
};

/// Somebody who is no user is to get an entry. See ShareService::invitation().
struct Invitation {
    principals::Guest guest;
    Rights rights;
};

struct FolderChange {
    std::optional<std::string> name;
    std::optional<FolderId> parent;            ///< move
    std::optional<std::vector<Grant>> grants;  ///< replaces all
    std::vector<Invitation> invitations{};     ///< in addition
    bool cascade = false;                      ///< the grants go to all folders below, too
    SubscriptionChange subscription{};         ///< of the caller: needs no right but to see the folder

    /// Something that others see, too: needs the right to administer the folder.
    [[nodiscard]] bool changesFolder() const noexcept { return name || parent || grants || !invitations.empty(); }
};

struct FolderWritten {
    FolderId folder;
    CommitToken committed;
};

/// Where a folder is again.
struct FolderRestored {
    FolderId folder;
    FolderId parent{};
    std::string name{};
    CommitToken committed;
};

/// The use cases of the folder tree. Safe to call from any thread.
///
/// Every function throws NotFound for a folder the caller cannot see and Forbidden for one it lacks rights in. Those
/// that take `unchangedSince` throw PreconditionFailed if the folder's name, place or permissions changed later.
class FolderService {
public:
    /// All must outlive this object.
    FolderService(dbpool::ContextDatabase& database, const FolderContents& contents, const FolderLimits& limits)
        : database_(database), contents_(contents), limits_(limits) {}

    [[nodiscard]] const FolderLimits& limits() const noexcept { return limits_; }

    [[nodiscard]] FolderList get(const Caller& caller, FolderId folder, const FolderDetails& details);
    /// The folders directly below `parent`.
    [[nodiscard]] FolderList list(const Caller& caller, FolderId parent, const FolderDetails& details,
                                  Shown shown = Shown::All);
    /// From `folder` up to below the root: itself first.
    [[nodiscard]] FolderList path(const Caller& caller, FolderId folder, const FolderDetails& details);
    [[nodiscard]] VisibleFolders allVisible(const Caller& caller, std::string_view module,
                                            const FolderDetails& details);
    /// The caller's own folders of `module` that he shares with somebody.
    [[nodiscard]] FolderList shares(const Caller& caller, std::string_view module, const FolderDetails& details);
    /// What changed directly below `parent` after `since`, the caller's subscriptions included. Exact: nothing is
    /// missed.
    /// @throws Error PreconditionFailed if what left since then is not known any more: the caller has to list anew
    [[nodiscard]] FolderUpdates updates(const Caller& caller, FolderId parent, Seq since, const FolderDetails& details);

    /// @throws Error Conflict if the name is taken, BadRequest for a bad name, place or permissions (also for those of
    ///         users and groups that do not exist)
    FolderWritten create(const Caller& caller, const NewFolder& folder);
    /// Renames, moves, shares and subscribes in one transaction.
    /// @throws Error Forbidden also for ending the subscription of a system or the own default folder; Conflict,
    /// BadRequest (also for a move into itself), TooLarge for a tree beyond `folders.subtree`
    FolderWritten update(const Caller& caller, FolderId folder, const FolderChange& change,
                         std::optional<Seq> unchangedSince);
    /// With everything below: to the caller's trash where its module has one, unless `hard` or in the trash already.
    /// Big contents go in several transactions, contents first: an interruption leaves a smaller, whole tree.
    /// @throws Error Forbidden also if one folder below may not be deleted; TooLarge
    CommitToken remove(const Caller& caller, FolderId folder, bool hard, std::optional<Seq> unchangedSince);
    /// Takes a folder with everything below out of the trash, to where it was; if the caller cannot make folders there
    /// any more, because it is gone, in a trash or not his to change, to his default folder. It takes the permissions
    /// of the new place, and another name if its own is taken there.
    /// @throws Error BadRequest if it is not in a trash, Forbidden for the trash itself, TooLarge
    FolderRestored restore(const Caller& caller, FolderId folder);
    /// Takes the objects out of a folder, to the trash where there is one; a trash folder loses all for good, the
    /// folders inside, too. In several transactions if there is much.
    CommitToken clear(const Caller& caller, FolderId folder);

private:
    [[nodiscard]] std::vector<FolderView> viewsOf(dbpool::ReadSession& session, const Caller& caller,
                                                  std::vector<AccessibleFolder> folders,
                                                  const FolderDetails& details) const;

    /// The new permissions of `change`.
    void shareFolder(dbpool::WriteTransaction& tx, const Caller& caller, const AccessibleFolder& found,
                     const FolderChange& change) const;

    /// Where restore() puts a folder.
    [[nodiscard]] Folder placeToRestore(dbpool::WriteTransaction& tx, const Caller& caller, const Folder& folder) const;

    /// One transaction of remove() and clear(). False if there is more to do.
    bool removeStep(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, bool hard,
                    std::optional<Seq> unchangedSince) const;
    bool clearStep(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder) const;

    dbpool::ContextDatabase& database_;
    const FolderContents& contents_;
    FolderLimits limits_;
    FolderAccess access_;
};

}  // namespace groupware::folders
