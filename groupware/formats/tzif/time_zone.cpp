#include "groupware/formats/tzif/time_zone.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::tzif {

TimeZone::TimeZone(std::chrono::seconds first, std::vector<Transition> transitions, std::optional<PosixRule> after)
    : first_(first), transitions_(std::move(transitions)), after_(after) {}

std::chrono::seconds TimeZone::offsetAt(Instant instant) const {
    const auto when = std::chrono::floor<std::chrono::seconds>(instant);
    const auto next =
        std::upper_bound(transitions_.begin(), transitions_.end(), when,
                         [](auto wanted, const Transition& transition) { return wanted < transition.at; });
    if (next == transitions_.end() && after_) return after_->offsetAt(when);
    return next == transitions_.begin() ? first_ : std::prev(next)->offset;
}

}  // namespace groupware::formats::tzif
