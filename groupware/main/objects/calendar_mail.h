#pragma once

#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/outbox/outbox_sender.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// Whether mails to calendar users outside are sent at all.
[[nodiscard]] bool sendsMails(const Configuration& configuration);

/// Mails to calendar users outside: what writes add, and the threads that send it to the mail server of `smtp.host`.
class CalendarMail {
public:
    /// @param files  see OutboxSender
    CalendarMail(const Platform& platform, calendar::OutboxSender::ReadFiles files);

    [[nodiscard]] const calendar::Outbox& outbox() const noexcept { return outbox_; }
    [[nodiscard]] calendar::OutboxSender& sender() noexcept { return sender_; }

private:
    calendar::OutboxSender sender_;
    calendar::Outbox outbox_;
};

}  // namespace groupware::main
