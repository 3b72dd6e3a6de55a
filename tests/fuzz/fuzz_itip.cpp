#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/organizer.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace {

namespace ical = groupware::formats::ical;
namespace scheduling = groupware::calendar::scheduling;
namespace tzif = groupware::formats::tzif;

void require(bool holds) {
    if (!holds) std::abort();
}

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name == "UTC") return std::make_shared<const tzif::TimeZone>();
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const tzif::TimeZone>(std::chrono::hours(1), std::vector<tzif::TimeZone::Transition>{},
                                                  tzif::PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3", false));
}

constexpr auto kMe = "mailto:bert@example.org";

/// A message makes a copy; a second time it changes nothing; what the copy says can be sent again.
void check(const scheduling::Message& message) {
    const scheduling::AddressBook people;
    const scheduling::Conditions conditions{.people = people, .times = {.find = findZone}, .now = message.stamp};
    const auto first = scheduling::applyToAttendee(nullptr, message, kMe, conditions, {});
    if (!first.object) return;
    const auto again = scheduling::applyToAttendee(&*first.object, message, kMe, conditions, {});
    require(again.applied == scheduling::Applied::Unchanged || again.applied == scheduling::Applied::Outdated);
    (void)scheduling::applyToOrganizer(*first.object, message, conditions, {.partyCrashers = true});
    const auto outcome = scheduling::organizerChanges(nullptr, &*first.object, conditions);
    for (const auto& sent : outcome.messages) {
        const auto text = scheduling::textOf(sent);
        const auto read = ical::parseCalendar(text, {.octets = text.size(), .lines = text.size()});
        require(read.text() == text);
    }
}

}  // namespace

/// iTIP messages are refused with a sentence, or do the same however often they come.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto calendar = ical::parseCalendar(text, {.octets = 1 << 16, .lines = 1000});
        check(scheduling::readMessage(calendar, {.find = findZone}));
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
