#include "groupware/calendar/zone_change.h"

#include "groupware/formats/ical/zone_match.h"

#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
using formats::tzif::TimeZone;
using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using Zone = std::shared_ptr<const TimeZone>;  // shared with whoever keeps zones in memory

sys_seconds whole(Instant instant) {
    return std::chrono::floor<seconds>(instant);
}

/// The same, but for the rules of one zone, under whatever name an object has it.
ical::FindZone withRules(const ical::FindZone& find, const std::string& name, const Zone& rules) {
    return {[=](std::string_view each) { return each == name ? rules : find(each); },
            [=](const formats::lines::Component& definition, std::chrono::year used) {
                auto matched = find.match(definition, used);
                if (matched.name == name) matched.zone = rules;
                return matched;
            }};
}

}  // namespace

ZoneChange::ZoneChange(std::string zone, Zone before, const Zone& now, Instant at)
    : zone_(std::move(zone)),
      before_(std::move(before)),
      differs_(!before_ || !ical::sameClocks(*before_, *now, whole(at), whole(at) + kAhead)),
      at_(at) {}

bool ZoneChange::moves(const IndexedEvent& event, const TimeContext& times, const Bounds& bounds) const {
    if (!differs_ || !event.recurrence || event.zone != zone_ || event.rangeTo <= at_) return false;
    if (!before_) return true;
    auto then = times;
    then.find = withRules(times.find, zone_, before_);
    // Most that move do so soon.
    constexpr days kSoon{40};
    constexpr days kYear{400};
    auto from = whole(at_);
    for (const auto length : {kSoon, kYear, kAhead - kSoon - kYear}) {
        const ical::Window window{.from = from, .to = from + length};
        if (occurrencesOf(*event.recurrence, window, times, bounds).occurrences !=
            occurrencesOf(*event.recurrence, window, then, bounds).occurrences)
            return true;
        from = window.to;
        if (Instant(from) >= event.rangeTo) return false;
    }
    return false;
}

}  // namespace groupware::calendar
