#pragma once

#include "groupware/base/options.h"

#include <cstddef>

namespace groupware::calendar {

/// What clients may ask for; the values of `options.h`.
struct Limits {
    std::size_t listLength = 0;
    std::size_t searchLength = 0;
    std::size_t searchedEvents = 0;
    std::size_t patternCharacters = 0;
    std::size_t summaryCharacters = 0;
    std::size_t descriptionCharacters = 0;
    std::size_t textCharacters = 0;
    std::size_t attendees = 0;
    std::size_t alarms = 0;
    std::size_t exceptions = 0;
    std::size_t conflicts = 0;
    std::size_t occurrences = 0;
    std::size_t recurrenceSteps = 0;
    std::size_t answerBytes = 0;
    std::size_t objectBytes = 0;
    std::size_t importBytes = 0;
    std::size_t importObjects = 0;
    bool invitationsFromOutside = true;  ///< of users who have not said

    [[nodiscard]] static Limits from(const Configuration& configuration);
};

}  // namespace groupware::calendar
