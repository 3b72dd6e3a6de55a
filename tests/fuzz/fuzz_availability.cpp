#include "groupware/base/error.h"
#include "groupware/calendar/availability.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
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

/// What is found is in order, disjoint and inside of what was asked for.
void evaluate(const ical::Component& availability, const ical::TimeContext& times) {
    const groupware::Instant from = std::chrono::sys_days(std::chrono::year(2026) / 3 / 2);
    const auto to = from + std::chrono::days(14);
    const auto busy = calendar::unavailableTimes(availability, from, to, times, {.occurrences = 200, .steps = 5'000});
    auto last = from;
    for (const auto& period : busy) {
        require(period.from >= last && period.from < period.to && period.to <= to);
        require(period.busy != calendar::Busy::Free);
        last = period.to;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ical::TimeContext times{.find = findZone, .zone = "Europe/Berlin"};
    try {
        const auto availability = calendar::parseAvailability(text, 1 << 16);
        const auto available = calendar::availableTimesOf(availability, times);
        const auto written = calendar::availabilityOf(available, "own", groupware::Instant{}, times);
        require(!written.empty());
        evaluate(availability, times);
    } catch (const groupware::Error&) {  // refused
    }
    return 0;
}
