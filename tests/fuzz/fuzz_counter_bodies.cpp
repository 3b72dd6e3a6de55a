#include "groupware/base/error.h"
#include "groupware/calendar/api/counters.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/scheduling/counter.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/formats/json/json.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

namespace {

namespace calendar = groupware::calendar;
namespace ical = groupware::formats::ical;
namespace json = groupware::formats::json;
namespace scheduling = groupware::calendar::scheduling;
namespace tzif = groupware::formats::tzif;

constexpr auto kAnna = "mailto:anna@example.com";
constexpr auto kBert = "mailto:bert@example.com";
constexpr std::string_view kMeeting =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:u1\r\n"
    "DTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20260310T100000\r\n"
    "DTEND;TZID=Europe/Berlin:20260310T110000\r\nSUMMARY:Talk\r\nORGANIZER:mailto:anna@example.com\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.com\r\nATTENDEE:mailto:bert@example.com\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n";

void require(bool holds) {
    if (!holds) std::abort();
}

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name == "UTC" || name == "Etc/UTC") return std::make_shared<const tzif::TimeZone>();
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const tzif::TimeZone>(std::chrono::hours(1), std::vector<tzif::TimeZone::Transition>{},
                                                  tzif::PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3", false));
}

ical::Component parsed(std::string_view text) {
    return ical::parseCalendar(text, {.octets = text.size(), .lines = text.size()});
}

/// Bert proposes it, the COUNTER is read as any mail would be, and Anna's copy says the same as his.
void check(const calendar::CalendarService::Proposal& proposal) {
    constexpr std::size_t kCommentCharacters = 1000;
    calendar::requireText("A comment", proposal.comment, kCommentCharacters);
    const scheduling::AddressBook people;
    const scheduling::Conditions conditions{.people = people,
                                            .times = {.find = findZone},
                                            .now = std::chrono::sys_seconds(std::chrono::seconds(1'770'000'000))};
    const auto before = parsed(kMeeting);
    const auto after = scheduling::propose(
        before, {}, kBert, {.start = proposal.start, .end = proposal.end, .comment = proposal.comment}, conditions);
    const auto mine = scheduling::openProposal(after, {}, kBert, conditions);
    require(mine.has_value() && mine->comment == proposal.comment);
    const auto told = scheduling::attendeeChanges(before, after, kBert, conditions);
    require(told.messages.size() == 1 && told.messages[0].method == scheduling::Method::Counter);
    const auto message = scheduling::readMessage(parsed(scheduling::textOf(told.messages[0])), {.find = findZone});
    const auto heard = scheduling::applyToOrganizer(before, message, conditions, {});
    require(heard.applied == scheduling::Applied::Proposal);
    const auto theirs = scheduling::openProposal(*heard.object, {}, kBert, conditions);
    require(theirs.has_value() && theirs->start == mine->start && theirs->end == mine->end);
    const auto declined = scheduling::declineProposal(*heard.object, {}, kBert, proposal.comment, conditions);
    require(!scheduling::openProposal(declined, {}, kBert, conditions));
    require(!scheduling::openProposal(declined, {}, kAnna, conditions));
}

}  // namespace

/// Bodies of `counter`: refused, or what they propose reaches the organizer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto body = json::requireObject(json::parse(text, {}), "the proposal");
        check(calendar::api::proposalOf(*body, findZone));
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
