#pragma once

#include "admin/archive/archive_reader.h"
#include "admin/archive/manifest.h"
#include "admin/archive/records.h"
#include "admin/service/context_export.h"
#include "groupware/folders/options.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace admin {

class ContextService;

/// What importcontext asks for.
struct ImportWish {
    groupware::ContextId context;  ///< id of the new context; 0: the one in the archive
    std::string name{};            ///< empty: the one in the archive
    bool dryRun = false;           ///< read and check everything, make nothing
};

/// What an import did, or would have done.
struct ImportReport {
    groupware::ContextId context{};
    archive::Summary imported{};          ///< `missing` counts files that the archive does not have
    std::int64_t failed = 0;              ///< objects that were refused, or lack a file that the archive had
    std::vector<std::string> failures{};  ///< the first Summary::kMaxListed of them, and why
    std::vector<std::string> warnings{};  ///< what else differs from the exported context
};

/// Makes a context out of an archive that nobody trusts. Users, groups, resources and folders come as they were or the
/// import fails and leaves nothing; objects that are refused are reported, and the context stays disabled. Until it is
/// complete, nobody can log in. For one call of run(), on one thread; it holds one batch of objects in memory.
class ContextImport {
public:
    /// @param contexts  makes and removes the context; outlives this object
    ContextImport(const ArchiveParts& parts, ContextService& contexts, const groupware::folders::FolderLimits& limits,
                  ImportWish wish);

    /// @throws AdminError ContextAlreadyExists, InvalidData, ServerStorageError; groupware::Error for archives that
    ///         are damaged or too large; nothing is left of the context then
    ImportReport run(archive::ArchiveReader& reader);

    /// Objects of one transaction, and how much of their text and how many of their files wait for it.
    static constexpr std::size_t kBatchObjects = 100;
    static constexpr std::int64_t kBatchOctets = std::int64_t{8} << 20U;
    /// Users, groups, resources and folders of one transaction: each may be several records.
    static constexpr std::size_t kBatchSteps = 50;

private:
    /// Contents that stand before the object they belong to.
    struct Part {
        std::string path{};
        groupware::folders::ArchivedPart stored{};
    };
    struct StoredFile {
        std::string path{};
        std::string blobKey{};
    };
    struct Waiting {
        std::string label{};                   ///< "infostore 30/55"
        std::vector<StoredFile> files{};       ///< stored for it
        std::vector<std::string> elsewhere{};  ///< paths of its files that came with another object
        std::unique_ptr<groupware::folders::RestorableObject> object{};
    };
    using Step = std::function<void(dbpool::WriteTransaction&)>;

    void begin(archive::ArchiveReader& reader);
    void create(const archive::Manifest& manifest, const archive::UserRecord& admin);
    void take(archive::ArchiveReader& reader, const archive::Entry& entry);
    void takePrincipal(const std::string& path, const std::string& text);
    void takeUser(const archive::UserRecord& record);
    void takeGuest(const std::string& text);
    void takeFolder(const std::string& text);
    void takeFile(archive::ArchiveReader& reader, const archive::Entry& entry);
    void takeText(archive::ArchiveReader& reader, const archive::Entry& entry);
    void takeObject(const std::string& text);
    [[nodiscard]] std::string moduleOf(const archive::ObjectRecord& record) const;
    void claimParts(archive::ObjectRecord& record, Waiting& waiting);
    void complete();

    void add(Step step, std::size_t octets);
    void flushSteps();
    void flushObjects();
    void restoreOneByOne();
    void restore(std::span<const std::unique_ptr<groupware::folders::RestorableObject>> objects);
    void write(const Step& step);
    void finish();
    void setPasswords();
    void addMappings();
    void refuseObject(const Waiting& waiting, const std::string& why);
    void reportLost(const Waiting& waiting);
    void fail(const std::string& label, const std::string& why);
    void lose(const StoredFile& file);

    ArchiveParts parts_;
    ContextService& contexts_;
    groupware::folders::FolderLimits limits_;
    ImportWish wish_;
    ImportReport report_;
    archive::Manifest manifest_;
    bool created_ = false;
    bool summed_ = false;  ///< the summary was read
    std::set<std::int64_t> users_;
    struct Login {
        groupware::UserId user;
        groupware::principals::PasswordHash password{};
        groupware::principals::UserTexts credentials{};  ///< besides the password
    };
    std::vector<Login> logins_;
    std::map<groupware::FolderId, std::string> modules_;  ///< of each folder
    std::vector<Step> steps_;
    std::size_t stepOctets_ = 0;
    std::vector<Part> waitingParts_;
    std::int64_t partOctets_ = 0;
    std::vector<Waiting> objects_;
    std::set<std::string> lost_;  ///< paths of files that were damaged, or came with objects that were refused
    std::int64_t objectOctets_ = 0;
    groupware::FolderId objectFolder_{};
    std::string objectModule_{};  ///< of what objectFolder_ holds
};

}  // namespace admin
