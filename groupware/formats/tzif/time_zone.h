#pragma once

#include "groupware/base/clock.h"
#include "groupware/formats/tzif/posix_rule.h"

#include <chrono>
#include <optional>
#include <vector>

namespace groupware::formats::tzif {

/// What local time is ahead of UTC, through all time. Immutable; a value.
class TimeZone {
public:
    struct Transition {
        std::chrono::sys_seconds at;
        std::chrono::seconds offset;  ///< from then on
    };

    /// UTC.
    TimeZone() = default;
    /// @param first        until the first transition
    /// @param transitions  in ascending order
    /// @param after        from the last transition on; without it that transition's offset stays
    TimeZone(std::chrono::seconds first, std::vector<Transition> transitions, std::optional<PosixRule> after);

    /// Less than 26 hours either way. For any instant.
    [[nodiscard]] std::chrono::seconds offsetAt(Instant instant) const;

    /// What it was made of.
    [[nodiscard]] const std::vector<Transition>& transitions() const noexcept { return transitions_; }
    [[nodiscard]] const std::optional<PosixRule>& after() const noexcept { return after_; }

private:
    std::chrono::seconds first_{0};
    std::vector<Transition> transitions_;
    std::optional<PosixRule> after_;
};

}  // namespace groupware::formats::tzif
