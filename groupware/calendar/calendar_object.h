#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/calendar/event.h"

#include <cstdint>
#include <optional>
#include <string>

namespace groupware::calendar {

/// One calendar object of one calendar user. RFC 4791 section 4.1, RFC 6638 section 3.2.
struct CalendarObject {
    EventId id{};  ///< 0 for a new one
    CalendarUser owner{};
    FolderId folder{};   ///< 0 for a resource's
    std::string name{};  ///< of the resource, unique in the folder
    std::string uid{};   ///< unique among the owner's
    Role role = Role::None;
    Seq scheduleTag{};
    std::int64_t attachments = 0;
    std::optional<Instant> newestAttachment{};
    UserId createdBy{};
    Instant createdAt{};
    UserId changedBy{};
    Seq createdSeq{};
    Seq seq{};
    std::string text{};  ///< the truth, octet for octet
};

}  // namespace groupware::calendar
