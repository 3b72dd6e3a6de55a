#pragma once

#include "admin/archive/archive_writer.h"
#include "admin/archive/manifest.h"
#include "admin/archive/records.h"
#include "dbpool/configdb/context_registry.h"
#include "dbpool/routing/context_database.h"
#include "filestore/directory.h"
#include "groupware/base/clock.h"
#include "groupware/folders/service/folder_archive.h"
#include "groupware/principals/service/user_archive.h"
#include "groupware/principals/share_token.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace admin {

/// Where the rows and files of contexts are, and how their objects are read. All outlive whoever uses them.
struct ArchiveParts {
    dbpool::ContextDatabase& contexts;
    filestore::FilestoreDirectory& filestores;
    const groupware::folders::FolderArchives& objects;
    const groupware::principals::UserArchive& settings;
    const groupware::principals::UserArchive& credentials;
    groupware::principals::ShareTokens tokens;
    const groupware::Clock& clock;
};

/// Writes one context into an archive: its rows from one snapshot, its files as they are when their turn comes. Holds
/// one page of objects, the list of folders, and the paths of shared files in memory. For one call of run(), on one
/// thread.
class ContextExport {
public:
    ContextExport(const ArchiveParts& parts, const dbpool::RegisteredContext& context, archive::Compressor::Sink sink);

    /// @throws what ContextDatabase, the filestore and the sink throw
    archive::Summary run();

    /// Objects that one statement reads.
    static constexpr std::size_t kPage = 100;

private:
    void exportManifest(dbpool::ReadSession& session);
    void exportPrincipals(dbpool::ReadSession& session);
    void exportFolders(dbpool::ReadSession& session);
    void exportGuests(dbpool::ReadSession& session);
    void exportTree(dbpool::ReadSession& session, groupware::UserId user);
    void exportObjects(dbpool::ReadSession& session, const groupware::folders::Folder& folder);
    void exportObject(const groupware::folders::Folder& folder, groupware::folders::ArchivedObject object);
    [[nodiscard]] std::string exportPart(const groupware::folders::Folder& folder,
                                         groupware::folders::ArchivedPart& part);
    [[nodiscard]] bool copyBlob(const std::string& path, groupware::folders::ArchivedPart& part);
    void reportMissing(const groupware::folders::Folder& folder, const groupware::folders::ArchivedPart& part);

    ArchiveParts parts_;
    const dbpool::RegisteredContext& context_;
    archive::ArchiveWriter writer_;
    archive::Summary summary_;
    std::vector<groupware::UserId> users_;
    std::vector<groupware::folders::Folder> folders_;   ///< parents first
    std::map<groupware::FolderId, std::string> paths_;  ///< for people
    std::set<std::string> takenPaths_;
    std::map<std::string, std::string> shared_;  ///< paths of files that several objects have, by blob
};

}  // namespace admin
