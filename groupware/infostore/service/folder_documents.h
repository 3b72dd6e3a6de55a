#pragma once

#include "groupware/base/clock.h"
#include "groupware/folders/service/folder_content.h"
#include "groupware/infostore/limits.h"

namespace groupware::infostore {

/// What the folder verbs do to the documents inside: empty, trash, count.
class FolderDocuments final : public folders::FolderContent {
public:
    /// @param clock  outlives this object
    FolderDocuments(const Clock& clock, const Limits& limits) : clock_(clock), limits_(limits) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "infostore"; }
    int remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) override;
    int moveToTrash(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, FolderId trash,
                    int atMost) override;
    void endLocks(dbpool::WriteTransaction& tx, FolderId folder) override;
    int bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) override;
    [[nodiscard]] std::map<FolderId, std::int64_t> count(dbpool::ReadSession& session,
                                                         std::span<const FolderId> folders) override;

private:
    const Clock& clock_;
    Limits limits_;
};

}  // namespace groupware::infostore
