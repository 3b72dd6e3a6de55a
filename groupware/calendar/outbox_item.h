#pragma once

#include "groupware/base/clock.h"
#include "groupware/calendar/event.h"
#include "groupware/formats/mime/mailbox.h"

#include <cstdint>
#include <string>

namespace groupware::calendar {

/// A message to a calendar user outside, as it waits for a mail server. RFC 6047.
struct OutboxItem {
    enum class State : std::int64_t {
        Waiting = 0,
        GivenUp = 1,
        Told = 2  ///< given up, and the sender's object has its SCHEDULE-STATUS
    };

    std::int64_t id = 0;  ///< at most 53 bits
    EventId object{};     ///< the sender's copy
    std::int64_t topic = 0;
    std::int64_t scope = 0;
    std::string method{};
    std::string uid{};
    formats::mime::Mailbox sender{};
    formats::mime::Mailbox actor{};  ///< who acts on behalf of the sender; without address: himself
    formats::mime::Mailbox recipient{};
    std::string subject{};
    std::string body{};
    std::string html{};  ///< the same; empty in rows of before there was one
    std::string calendar{};
    std::string language{};  ///< of the texts, a locale
    Instant created{};
    State state = State::Waiting;
    int attempts = 0;
    Instant nextAttempt{};
    std::string status{};     ///< SCHEDULE-STATUS of what was given up
    std::string lastError{};  ///< what the mail server, or the way to it, said last
};

}  // namespace groupware::calendar
