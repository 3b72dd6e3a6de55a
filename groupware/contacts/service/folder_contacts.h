#pragma once

#include "groupware/folders/service/folder_content.h"

namespace groupware::contacts {

/// What the folder verbs do to the contacts inside: empty, count, hand down. There is no trash for contacts.
class FolderContacts final : public folders::FolderContent {
public:
    [[nodiscard]] std::string_view module() const noexcept override { return "contacts"; }
    int remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) override;
    int moveToTrash(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, FolderId trash,
                    int atMost) override;
    int bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) override;
    [[nodiscard]] std::map<FolderId, std::int64_t> count(dbpool::ReadSession& session,
                                                         std::span<const FolderId> folders) override;
};

}  // namespace groupware::contacts
