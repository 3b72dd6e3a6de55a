#pragma once

#include "groupware/attachments/service/attachment_target.h"
#include "groupware/folders/service/folder_access.h"

namespace groupware::calendar {

/// Calendar objects as what attachments hang on: all of a series has the same. Their permissions are those of the
/// object.
class CalendarAttachments final : public attachments::AttachmentTarget {
public:
    /// @param access  outlives this object
    explicit CalendarAttachments(const folders::FolderAccess& access) : access_(access) {}

    [[nodiscard]] attachments::Module module() const noexcept override { return attachments::Module::Appointment; }
    void requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                     std::int64_t object) const override;
    void requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                      std::int64_t object) const override;
    void attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, std::int64_t object,
                            const attachments::Summary& summary) override;

private:
    const folders::FolderAccess& access_;
};

}  // namespace groupware::calendar
