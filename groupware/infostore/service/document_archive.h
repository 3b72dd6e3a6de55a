#pragma once

#include "groupware/folders/service/folder_archive.h"
#include "groupware/infostore/limits.h"

namespace groupware::infostore {

/// Documents in the archive of a context: one JSON object each and one file for every version. Locks stay behind, names
/// and version numbers do not change, and neither do the times that people see.
class DocumentArchive final : public folders::FolderArchive {
public:
    explicit DocumentArchive(const Limits& limits) : limits_(limits) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "infostore"; }
    [[nodiscard]] std::vector<folders::ArchivedObject> page(dbpool::ReadSession& session, FolderId folder,
                                                            folders::ArchivePosition& position,
                                                            std::size_t atMost) const override;
    [[nodiscard]] std::unique_ptr<folders::RestorableObject> read(
        const folders::ArchivedObject& object, const std::function<UserId(std::int64_t)>& userOf) const override;
    void restore(dbpool::WriteTransaction& tx, FolderId folder,
                 std::span<const std::unique_ptr<folders::RestorableObject>> objects) const override;

private:
    Limits limits_;
};

}  // namespace groupware::infostore
