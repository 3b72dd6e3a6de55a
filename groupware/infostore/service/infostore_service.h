#pragma once

#include "dbpool/routing/context_database.h"
#include "filestore/directory.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/error.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/infostore/document.h"
#include "groupware/infostore/document_patch.h"
#include "groupware/infostore/limits.h"
#include "groupware/infostore/service/staged_contents.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::infostore {

/// A document as a client names it. With a folder it must (still) be there: a client that knows it elsewhere sees a
/// move as a deletion.
struct DocumentRef {
    DocumentId id;
    std::optional<FolderId> folder{};
};

/// A document as one transaction left it.
struct Written {
    Document document;
    CommitToken committed;
};

/// Documents of one snapshot.
struct Documents {
    std::vector<Document> documents{};
    Seq timestamp;  ///< of the snapshot: whatever changes later has a greater one
};

/// What happened in a folder after a timestamp.
struct Changes {
    std::vector<Document> changed{};    ///< new, changed or moved here; oldest change first
    std::vector<DocumentId> removed{};  ///< deleted or moved away
    Seq timestamp;                      ///< ask for what came after this the next time
};

/// A document that a verb over many left as it was.
struct Refusal {
    DocumentRef document;
    std::string reason{};  ///< for people. What is hidden from the caller and what is not there read alike
};
struct Refusals {
    std::vector<Refusal> refused{};  ///< changed since, locked, forbidden or not there
    CommitToken committed;
};

/// An open version.
struct OpenContents {
    Document document;
    Version version;
    std::unique_ptr<filestore::BlobReader> reader;
};

/// A document that went back out of a trash.
struct RestoredDocument {
    DocumentRef asked;
    Document document;
    bool elsewhere = false;  ///< where it came from is gone, or not the caller's to put documents
};
struct RestoredDocuments {
    std::vector<RestoredDocument> restored{};
    Refusals rest;  ///< what stayed in the trash
};

/// A file that a client means to upload.
struct PlannedFile {
    std::string name;
    std::int64_t size = 0;  ///< octets
};

struct SearchQuery {
    std::string pattern;               ///< see likePattern()
    std::optional<FolderId> folder{};  ///< nothing = every folder the caller may read
    bool includeSubfolders = false;
};

/// The use cases of documents, one file each. Every one is a single transaction or a single snapshot: permission,
/// rules, rows, quota, tombstones and change record together. Safe to call from any thread.
///
/// All throw Error: NotFound for what is not there or hidden from the caller, Forbidden, Conflict (name taken, locked
/// by somebody else), PreconditionFailed (changed after `lastSeen`), TooLarge, QuotaExceeded, Unavailable.
class InfostoreService {
public:
    /// Everything referred to outlives this object.
    /// @param limits  asked at each use: they may change meanwhile
    InfostoreService(dbpool::ContextDatabase& database, filestore::FilestoreDirectory& filestores,
                     const folders::FolderAccess& access, const Clock& clock, std::function<Limits()> limits)
        : database_(database), filestores_(filestores), access_(access), clock_(clock), limits_(std::move(limits)) {}

    [[nodiscard]] Limits limits() const { return limits_(); }

    // -- uploads, before their transaction

    /// Refuses an upload that would fail anyhow, before its body is read. Short ones pass unseen (Limits).
    void requireUploadable(const Caller& caller, FolderId folder, std::optional<std::int64_t> length) const;
    void requireUploadable(const Caller& caller, DocumentRef document, std::optional<Seq> lastSeen,
                           std::optional<std::int64_t> length) const;
    /// What would be refused if the caller uploaded `files` into the folder now, all of them; nothing if nothing would.
    /// A hint: the uploads decide.
    [[nodiscard]] std::vector<Error> obstacles(const Caller& caller, FolderId folder,
                                               std::span<const PlannedFile> files) const;
    /// Stores contents: streams, hashes, counts. Nothing refers to them yet.
    /// @throws Error TooLarge beyond the limit, BadRequest if they differ from the length or MD5 the client gave
    [[nodiscard]] StagedContents stage(const Caller& caller, const Upload& upload) const;

    // -- reads

    [[nodiscard]] Document get(const Caller& caller, DocumentRef document) const;
    /// Every document of the folder that the caller may read.
    [[nodiscard]] Documents all(const Caller& caller, FolderId folder) const;
    /// Those of the named documents that exist and may be read, in the order asked for.
    [[nodiscard]] Documents list(const Caller& caller, std::span<const DocumentRef> documents) const;
    /// Exact: every change after `since` and nothing twice, whatever was written meanwhile.
    /// @throws Error PreconditionFailed if what left since then is not known any more: the caller has to list anew
    [[nodiscard]] Changes updates(const Caller& caller, FolderId folder, Seq since) const;
    [[nodiscard]] Documents search(const Caller& caller, const SearchQuery& query) const;
    /// All versions, oldest first.
    [[nodiscard]] std::pair<Document, std::vector<Version>> versions(const Caller& caller, DocumentRef document) const;
    /// @param version  nothing = the current one
    [[nodiscard]] OpenContents openContents(const Caller& caller, DocumentRef document,
                                            std::optional<int> version) const;

    // -- writes

    /// Adds a document to `patch.folder`. If its file name is taken, it gets a number.
    /// @param contents  adopted; null for a note or link
    /// @param addVersion  if the name is taken, add `contents` to that document instead
    Written create(const Caller& caller, const DocumentPatch& patch, StagedContents* contents, bool addVersion) const;

    /// Changes metadata, and adds `contents` as the new current version if there are any. Another `patch.folder` moves
    /// the document.
    Written update(const Caller& caller, DocumentRef document, const DocumentPatch& patch, StagedContents* contents,
                   std::optional<Seq> lastSeen) const;

    /// A new document with the current contents of another, or with `contents`, and the changes of `patch`.
    Written copy(const Caller& caller, DocumentRef document, const DocumentPatch& patch,
                 StagedContents* contents) const;

    /// Moves documents to another folder, renaming them where names are taken.
    Refusals move(const Caller& caller, std::span<const DocumentRef> documents, FolderId target,
                  std::optional<Seq> lastSeen) const;

    /// Moves documents to the caller's trash; deletes for good what is there already, or if `hardDelete`.
    Refusals remove(const Caller& caller, std::span<const DocumentRef> documents, std::optional<Seq> lastSeen,
                    bool hardDelete) const;

    /// Moves documents out of a trash, back to the folder that they came from, or else to the caller's default folder;
    /// renamed where names are taken.
    RestoredDocuments restore(const Caller& caller, std::span<const DocumentRef> documents) const;

    /// Removes versions for good.
    /// @return the numbers that are no versions of it
    struct Detached {
        std::vector<std::int64_t> unknown{};
        Written written;
    };
    Detached detach(const Caller& caller, DocumentRef document, std::span<const std::int64_t> versions,
                    std::optional<Seq> lastSeen) const;
    /// Removes all versions: metadata is what stays.
    Written revert(const Caller& caller, DocumentRef document, std::optional<Seq> lastSeen) const;

    /// Keeps others from writing for `duration` (nothing = the default; cut at the maximum). Locking again prolongs.
    Written lock(const Caller& caller, DocumentRef document, std::optional<std::chrono::milliseconds> duration) const;
    /// Ends a lock: one's own, or as the folder's administrator anybody's.
    Written unlock(const Caller& caller, DocumentRef document) const;

private:
    void requireListLength(std::size_t length) const;
    [[nodiscard]] Written commit(const Caller& caller, StagedContents* contents,
                                 const std::function<Document(dbpool::WriteTransaction&)>& closure) const;
    [[nodiscard]] Version versionOf(const Caller& caller, const StagedContents& contents, const DocumentPatch& patch,
                                    std::string_view filename, Instant now) const;

    dbpool::ContextDatabase& database_;
    filestore::FilestoreDirectory& filestores_;
    const folders::FolderAccess& access_;
    const Clock& clock_;
    std::function<Limits()> limits_;
};

}  // namespace groupware::infostore
