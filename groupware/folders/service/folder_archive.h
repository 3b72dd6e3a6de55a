#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::folders {

/// A piece of an object as people find it in an archive: a file that other programs read.
struct ArchivedPart {
    std::string name{};      ///< of the file, inside of the folder's: "report.pdf", ".versions/report.pdf/1"
    std::string blobKey{};   ///< in the context's filestore; empty: the octets are `text`
    std::string text{};      ///< at most kMaxTextOctets
    std::int64_t size = 0;   ///< octets
    std::string sha256{};    ///< 32 octets; of a text nobody's business before it is in the archive
    bool missing = false;    ///< set on the way in: the archive does not have the octets
    bool shared = false;     ///< on the way out: other objects may have the same blob
    bool elsewhere = false;  ///< the archive has the octets as a part of another object before; no blob on the way in

    /// Longest text: an object's parts of that kind are held in memory together.
    static constexpr std::size_t kMaxTextOctets = std::size_t{16} << 20;
};

/// One object on its way into or out of an archive.
struct ArchivedObject {
    std::int64_t id = 0;  ///< kept: another context's ids are its own
    std::string data{};   ///< one JSON object (RFC 8259), the object type's own; users by their ids
    std::vector<ArchivedPart> parts{};
};

/// Where the next page of a folder begins: behind the object that changed last of those seen.
struct ArchivePosition {
    Seq seq{};
    std::int64_t id = 0;
};

/// An object that was read from an archive and found valid; only the FolderArchive that made it knows more.
class RestorableObject {
public:
    virtual ~RestorableObject() = default;
};

/// What has objects that are in none: the root, which has none itself.
inline constexpr FolderId kNoFolder{0};

/// What exporting and importing a whole context needs from the object type that fills folders. Each object type
/// implements it once; main/ lists the implementations. Called from several threads at once.
class FolderArchive {
public:
    virtual ~FolderArchive() = default;

    /// The module of the folders whose content this is, for example "infostore".
    [[nodiscard]] virtual std::string_view module() const noexcept = 0;
    /// Whether there are objects in no folder, too: for page() and restore() they are in kNoFolder.
    [[nodiscard]] virtual bool hasObjectsInNoFolder() const noexcept { return false; }

    /// The objects of `folder` behind `position`, oldest change first, at most `atMost`; moves `position` behind them.
    /// Fewer than `atMost` = there are no more. The number of SQL statements does not depend on the number of objects.
    [[nodiscard]] virtual std::vector<ArchivedObject> page(dbpool::ReadSession& session, FolderId folder,
                                                           ArchivePosition& position, std::size_t atMost) const = 0;

    /// Reads and checks one object of an archive, which nobody trusts. Asks no database.
    /// @param object   ids up to kMaxArchivedId; parts in the order in which page() named them, blobs stored anew
    /// @param userOf   the user of that id if he is in the archive, else the context's administrator
    /// @throws Error BadRequest, TooLarge saying what is wrong with it
    [[nodiscard]] virtual std::unique_ptr<RestorableObject> read(
        const ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const = 0;

    /// Adds objects to `folder` with the ids they had: rows, quotas, the folder's content seq and change records. Takes
    /// the ids (dbpool::takeIds()).
    /// @param objects  made by read(); at most WriteTransaction::kMaxObjectsPerTransaction
    /// @throws Error Conflict (id or name taken), QuotaExceeded: nothing may be committed then
    virtual void restore(dbpool::WriteTransaction& tx, FolderId folder,
                         std::span<const std::unique_ptr<RestorableObject>> objects) const = 0;
};

/// Highest id that an archive may bring along: ids to come stay exact in JSON.
inline constexpr std::int64_t kMaxArchivedId = std::int64_t{1} << 48U;

/// The object types of this program. Immutable after main/ made it.
class FolderArchives {
public:
    /// @param archives  not owned; outlive this object
    explicit FolderArchives(std::vector<const FolderArchive*> archives) : archives_(std::move(archives)) {}

    [[nodiscard]] std::span<const FolderArchive* const> all() const noexcept { return archives_; }

    /// Null if no object type has that module.
    [[nodiscard]] const FolderArchive* find(std::string_view module) const noexcept {
        for (const auto* archive : archives_) {
            if (archive->module() == module) return archive;
        }
        return nullptr;
    }

private:
    std::vector<const FolderArchive*> archives_;
};

}  // namespace groupware::folders
