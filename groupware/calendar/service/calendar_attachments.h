#pragma once

#include "groupware/attachments/service/attachment_target.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/folders/service/folder_access.h"

namespace groupware::calendar {

/// Calendar objects as what attachments hang on: all of a series has the same. Their permissions are those of the
/// object.
class CalendarAttachments final : public attachments::AttachmentTarget {
public:
    /// Both outlive this object.
    CalendarAttachments(const folders::FolderAccess& access, const Scheduling& scheduling)
        : access_(access), scheduling_(scheduling) {}

    [[nodiscard]] attachments::Module module() const noexcept override { return attachments::Module::Appointment; }
    void requireRead(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                     std::int64_t object) const override;
    void requireWrite(dbpool::ReadSession& session, const Caller& caller, FolderId folder,
                      std::int64_t object) const override;
    void attachmentsChanged(dbpool::WriteTransaction& tx, const Caller& caller, FolderId folder, std::int64_t object,
                            const attachments::Summary& summary) override;

private:
    const folders::FolderAccess& access_;
    const Scheduling& scheduling_;
};

}  // namespace groupware::calendar
