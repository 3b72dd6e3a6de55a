#pragma once

#include "groupware/attachments/service/attachment_target.h"
#include "groupware/folders/service/folder_access.h"

namespace groupware::contacts {

/// Attachments of contacts: who may read and change them, and what a contact's row says about them.
class ContactAttachments final : public attachments::AttachmentTarget {
public:
    /// @param access  outlives this object
    explicit ContactAttachments(const folders::FolderAccess& access) : access_(access) {}

    [[nodiscard]] attachments::Module module() const noexcept override { return attachments::Module::Contact; }
    void requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                     std::int64_t object) const override;
    void requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                      std::int64_t object) const override;
    void attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, std::int64_t object,
                            const attachments::Summary& summary) override;

private:
    const folders::FolderAccess& access_;
};

}  // namespace groupware::contacts
