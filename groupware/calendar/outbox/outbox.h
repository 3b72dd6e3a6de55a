#pragma once

#include "dbpool/routing/write_transaction.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/scheduling/message.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar {

/// Messages to calendar users outside of the context: rows in the transaction of the change that they tell about, sent
/// after its commit (see outbox_sender.h). Safe to call from any thread.
class Outbox {
public:
    /// @param mails  whether mails are sent at all; asked at each use
    /// @param wake   tells whoever sends that a context has something to send. Returns at once
    Outbox(const Clock& clock, std::function<bool()> mails, std::function<void(ContextId)> wake)
        : clock_(clock), mails_(std::move(mails)), wake_(std::move(wake)) {}

    /// The SCHEDULE-STATUS that a calendar user outside gets with the change (RFC 6638 section 3.2.9): kStatusSent,
    /// kStatusNoAddress or kStatusNoMail. What is in the outbox counts as sent: the sender's object changes once more
    /// only if it comes to nothing.
    [[nodiscard]] std::string_view scheduleStatus(std::string_view uri) const;
    static constexpr std::string_view kStatusSent = "1.1";
    static constexpr std::string_view kStatusNoAddress = "3.7";
    static constexpr std::string_view kStatusNoMail = "5.3";
    static constexpr std::string_view kStatusGivenUp = "5.1";
    static constexpr std::string_view kStatusNoWay = "5.2";

    /// Adds messages, those alone whose recipients have kStatusSent, and removes older ones that they outdate. At most
    /// two statements, and one more for each mebibyte of texts.
    /// @param object    the sender's copy, which learns what comes to nothing
    /// @param language  of the text for people, a locale such as "de_DE": the sender's, as the recipient's is unknown
    /// @return how many were added
    std::size_t add(dbpool::WriteTransaction& tx, EventId object, std::span<const scheduling::Message> messages,
                    std::string_view language) const;

    /// Messages about one object.
    struct Outgoing {
        EventId object{};
        std::vector<scheduling::Message> messages{};
    };
    /// The same for several objects, in as many statements for all of them.
    std::size_t add(dbpool::WriteTransaction& tx, std::span<const Outgoing> outgoing, std::string_view language) const;

    /// After a commit of a transaction that added something. Without it, the messages wait for `calendar.mailPoll`.
    void wake(ContextId context) const { wake_(context); }

private:
    const Clock& clock_;
    std::function<bool()> mails_;
    std::function<void(ContextId)> wake_;
};

}  // namespace groupware::calendar
