#pragma once

#include "groupware/attachments/service/attachment_target.h"
#include "groupware/folders/service/folder_access.h"

namespace groupware::tasks {

/// Tasks as what attachments hang on. Their permissions are those of the task; everybody who sees it sees the number.
class TaskAttachments final : public attachments::AttachmentTarget {
public:
    /// @param access  outlives this object
    explicit TaskAttachments(const folders::FolderAccess& access) : access_(access) {}

    [[nodiscard]] attachments::Module module() const noexcept override { return attachments::Module::Task; }
    void requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                     std::int64_t object) const override;
    void requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                      std::int64_t object) const override;
    void attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, std::int64_t object,
                            const attachments::Summary& summary) override;

private:
    const folders::FolderAccess& access_;
};

}  // namespace groupware::tasks
