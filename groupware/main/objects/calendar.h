#pragma once

#include "filestore/directory.h"
#include "groupware/api/registry.h"
#include "groupware/calendar/api/deliver_mail.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/service/calendar_attachments.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/folder_events.h"
#include "groupware/calendar/service/invitation_files.h"
#include "groupware/calendar/service/mail_intake.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/calendar/service/status_notes.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/main/objects/calendar_mail.h"
#include "groupware/main/objects/free_busy.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// Events. What clients call is in Chronos.
class Calendar {
public:
    /// @param access      outlives this object
    /// @param filestores  likewise
    /// @param freeBusy    likewise
    Calendar(const Platform& platform, const folders::FolderAccess& access, filestore::FilestoreDirectory& filestores,
             const FreeBusy& freeBusy, const formats::ical::FindZone& find);

    /// What folder verbs do with events.
    [[nodiscard]] folders::FolderContent& folderContent() noexcept { return folderEvents_; }
    /// What hangs on events.
    [[nodiscard]] attachments::AttachmentTarget& attachmentTarget() noexcept { return attachments_; }

    [[nodiscard]] const calendar::CalendarQueries& queries() const noexcept { return queries_; }
    [[nodiscard]] const calendar::CalendarService& service() const noexcept { return service_; }

    [[nodiscard]] const calendar::MailIntake& intake() const noexcept { return intake_; }

    /// What mail gateways call.
    void addGatewayTo(api::Registry& registry);
    /// Begins to send what is for those outside; see OutboxSender.
    void startMails();
    /// For a housekeeping thread.
    [[nodiscard]] calendar::OutboxSender& mails() noexcept { return mail_.sender(); }

private:
    calendar::InvitationFiles invitationFiles_;
    CalendarMail mail_;
    calendar::Scheduling scheduling_;
    calendar::StatusNotes statusNotes_;
    calendar::MailIntake intake_;
    calendar::api::DeliverMail deliverMail_;
    calendar::CalendarQueries queries_;
    calendar::CalendarService service_;
    calendar::FolderEvents folderEvents_;
    calendar::CalendarAttachments attachments_;
};

}  // namespace groupware::main
