#include "groupware/base/error.h"
#include "groupware/calendar/index.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace calendar = groupware::calendar;
namespace ical = groupware::formats::ical;
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

constexpr calendar::Bounds kBounds{.occurrences = 500, .steps = 20'000};

void check(const calendar::IndexedEvent& event, const calendar::TimeContext& times) {
    require(event.start <= event.end && event.rangeFrom <= event.rangeTo);
    require(event.rangeFrom <= event.start);
    require(event.recurrence.has_value() <= event.lasting);
    if (!event.recurrence) return;
    const auto from = std::chrono::floor<std::chrono::seconds>(event.start);
    const auto found =
        calendar::occurrencesOf(*event.recurrence, {.from = from, .to = from + std::chrono::days(400)}, times, kBounds);
    require(found.occurrences.size() <= kBounds.occurrences);
    for (const auto& each : found.occurrences)
        require(each.start + std::chrono::hours(26) >= event.rangeFrom && each.start <= each.end);
}

}  // namespace

/// What the index says of an object is in order, and what it keeps of a series can be read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const calendar::TimeContext times{.find = findZone, .zone = "Europe/Berlin"};
    try {
        const auto object = ical::parseCalendar(text, {.octets = 1 << 18});
        const auto index = calendar::indexObject(object, {"mailto:jane@example.com"}, times, kBounds);
        require(!index.uid.empty() && !index.events.empty());
        for (std::size_t at = 0; at < index.events.size(); ++at) {
            check(index.events[at], times);
            require(at == 0 || index.events[at - 1].recurrenceId < index.events[at].recurrenceId);
        }
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
