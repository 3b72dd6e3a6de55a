#include "groupware/calendar/service/mail_intake.h"

#include "groupware/base/error.h"
#include "groupware/calendar/incoming_options.h"
#include "groupware/calendar/options.h"
#include "groupware/calendar/queries/local_addressees.h"
#include "groupware/formats/mime/international_address.h"
#include "groupware/formats/mime/mailbox.h"

namespace groupware::calendar {
namespace {

using scheduling::Applied;
using scheduling::Message;
using Verdict = MailReport::Verdict;

Error unknownRecipient() {
    return {ErrorCode::NotFound, "iMIP: nobody has the recipient's address", "There is no such recipient."};
}

Verdict verdictOf(Applied applied) {
    switch (applied) {
        case Applied::Created:
        case Applied::Changed:
        case Applied::Removed:
        case Applied::Proposal:
        case Applied::Asked: return Verdict::Applied;
        case Applied::Unchanged:
        case Applied::Outdated: return Verdict::Ignored;
        case Applied::Refused: break;
    }
    return Verdict::Refused;
}

std::string reasonOf(const scheduling::ApplyOutcome& outcome) {
    if (!outcome.reason.empty()) return outcome.reason;
    switch (outcome.applied) {
        case Applied::Unchanged: return "The calendar says so already.";
        case Applied::Outdated: return "The calendar has a newer version.";
        case Applied::Created:
        case Applied::Changed:
        case Applied::Removed:
        case Applied::Proposal:
        case Applied::Asked:
        case Applied::Refused: break;
    }
    return {};
}

/// What is wrong with a message is an answer, not a failure of the call.
MailReport reportOf(const Error& error, Verdict verdict) {
    return {.verdict = verdict, .reason = error.publicText().empty() ? error.what() : error.publicText()};
}

}  // namespace

MailReport MailIntake::take(const scheduling::IncomingMail& mail) const {
    if (!formats::mime::isInternationalAddress(mail.recipient)) throw unknownRecipient();
    const auto recipient = formats::mime::comparableAddress(mail.recipient);
    const auto context = parts_.findContext(recipient.substr(recipient.rfind('@') + 1));
    if (!context) throw unknownRecipient();
    std::optional<Message> message;
    auto by = scheduling::SpokenBy::Stranger;
    try {
        const auto received = scheduling::findCalendar(mail, limits());
        message = scheduling::readMessage(received.calendar, {.find = parts_.find});
        scheduling::findAuthor(*message, received.senders);
        by = scheduling::requireSender(*message, received.senders);
    } catch (const Error& error) {
        auto report = reportOf(error, error.code() == ErrorCode::NotFound ? Verdict::Ignored : Verdict::Refused);
        if (message) {
            report.method = scheduling::nameOf(message->method);
            report.uid = message->uid;
        }
        return report;
    }
    message->recipient = "mailto:" + recipient;
    return deliver(*context, recipient, *message, by);
}

scheduling::IncomingLimits MailIntake::limits() const {
    const auto configuration = parts_.configuration.current();
    return {.messageBytes = static_cast<std::size_t>(configuration->get(kIncomingBytes)),
            .calendarBytes = static_cast<std::size_t>(configuration->get(kObjectBytes))};
}

Message MailIntake::read(const std::string& calendar) const {
    const auto received = scheduling::findCalendar({.mediaType = "text/calendar", .octets = calendar}, limits());
    return scheduling::readMessage(received.calendar, {.find = parts_.find});
}

MailReport MailIntake::takeOwn(const Caller& caller, const std::string& calendar) const {
    const auto message = read(calendar);
    return deliver(caller.context, message, [&](dbpool::WriteTransaction& tx) {
        return parts_.scheduling.deliver(tx, caller.user, message, {.force = true});
    });
}

MailReport MailIntake::deliver(ContextId context, const std::string& recipient, const Message& message,
                               scheduling::SpokenBy by) const {
    const Scheduling::Trust trust{.stranger = by == scheduling::SpokenBy::Stranger};
    return deliver(context, message, [&](dbpool::WriteTransaction& tx) {
        const auto known = localAddressees(tx, {recipient});
        const auto found = known.find(recipient);
        if (found == known.end()) throw unknownRecipient();
        const auto& addressee = found->second;
        if (addressee.user) return parts_.scheduling.deliver(tx, *addressee.user, message, trust);
        return parts_.scheduling.deliverToResource(tx, *addressee.resource, message, trust);
    });
}

MailReport MailIntake::deliver(ContextId context, const Message& message, const Deliver& toRecipient) const {
    MailReport report{.method = std::string(scheduling::nameOf(message.method)), .uid = message.uid};
    std::size_t mails = 0;
    try {
        report.committed = parts_.database.write(context, [&](dbpool::WriteTransaction& tx) {
            const auto delivery = toRecipient(tx);
            report.verdict = verdictOf(delivery.outcome.applied);
            report.reason = reasonOf(delivery.outcome);
            mails = delivery.mails;
        });
    } catch (const Error& error) {
        // What the calendar does not take, or has no room for.
        if (error.code() != ErrorCode::BadRequest && error.code() != ErrorCode::TooLarge &&
            error.code() != ErrorCode::QuotaExceeded)
            throw;
        auto refused = reportOf(error, Verdict::Refused);
        refused.method = report.method;
        refused.uid = report.uid;
        return refused;
    }
    if (mails > 0) parts_.scheduling.committed(context);
    return report;
}

}  // namespace groupware::calendar
