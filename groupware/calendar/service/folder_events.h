#pragma once

#include "groupware/base/clock.h"
#include "groupware/folders/service/folder_content.h"

namespace groupware::calendar {

class Scheduling;

/// What the folder verbs do to the events inside: empty, count; and what becomes of a deleted user's.
class FolderEvents final : public folders::FolderContent {
public:
    /// Both outlive this object.
    FolderEvents(const Scheduling& scheduling, const Clock& clock) : scheduling_(scheduling), clock_(clock) {}

    [[nodiscard]] std::string_view module() const noexcept override { return "calendar"; }
    /// Who takes part in what is still to come hears of it: meetings are cancelled, invitations declined.
    int remove(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, int atMost) override;
    /// @throws Error BadRequest: events have no trash
    int moveToTrash(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, FolderId trash,
                    int atMost) override;
    int bequeath(dbpool::WriteTransaction& tx, UserId user, UserId heir, int atMost) override;
    [[nodiscard]] std::map<FolderId, std::int64_t> count(dbpool::ReadSession& session,
                                                         std::span<const FolderId> folders) override;

private:
    const Scheduling& scheduling_;
    const Clock& clock_;
};

}  // namespace groupware::calendar
