#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/configuration_source.h"
#include "groupware/calendar/scheduling/incoming_mail.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/formats/ical/zones.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::calendar {

/// What became of a message from outside.
struct MailReport {
    enum class Verdict : std::uint8_t {
        Applied,  ///< the recipient's calendar says it now
        Ignored,  ///< there was nothing to do: it is known, outdated, or no invitation or answer at all
        Refused   ///< it must not be done
    };
    Verdict verdict = Verdict::Ignored;
    std::string reason{};  ///< one sentence in English; empty if applied
    std::string method{};  ///< empty if there was no message
    std::string uid{};
    CommitToken committed{};
};

/// Brings what mail gateways hand over into calendars. Safe to call from any thread.
class MailIntake {
public:
    /// Which context a login mapping names; mail domains are looked up as such.
    using FindContext = std::function<std::optional<ContextId>(std::string_view mapping)>;

    /// References outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const Scheduling& scheduling;
        const ConfigurationSource& configuration;
        FindContext findContext;
        formats::ical::FindZone find;
    };
    explicit MailIntake(Parts parts) : parts_(std::move(parts)) {}

    /// One transaction at most; nothing is read of a message that is refused for what it is. What invites a resource
    /// is refused, and declined by mail.
    /// @throws Error NotFound for a recipient whose address nobody has: the gateway bounces; Unavailable: it tries
    /// again
    ///         later
    [[nodiscard]] MailReport take(const scheduling::IncomingMail& mail) const;

    /// What a user has got by mail and asks for himself: who sent it, he has seen. What he might refuse is taken.
    /// @param calendar  with a METHOD
    /// @throws Error BadRequest or TooLarge for what is no message
    MailReport takeOwn(const Caller& caller, const std::string& calendar) const;
    /// The message of a calendar, as takeOwn() reads it.
    [[nodiscard]] scheduling::Message read(const std::string& calendar) const;

private:
    [[nodiscard]] scheduling::IncomingLimits limits() const;
    [[nodiscard]] MailReport deliver(ContextId context, const std::string& recipient,
                                     const scheduling::Message& message, scheduling::SpokenBy by) const;
    /// Whoever it is for, in the transaction.
    using Deliver = std::function<Scheduling::Delivery(dbpool::WriteTransaction&)>;
    [[nodiscard]] MailReport deliver(ContextId context, const scheduling::Message& message,
                                     const Deliver& toRecipient) const;

    Parts parts_;
};

}  // namespace groupware::calendar
