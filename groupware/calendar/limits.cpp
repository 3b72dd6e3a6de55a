#include "groupware/calendar/limits.h"

#include "groupware/calendar/options.h"

namespace groupware::calendar {

Limits Limits::from(const Configuration& configuration) {
    const auto count = [&](const auto& option) { return static_cast<std::size_t>(configuration.get(option)); };
    return {.listLength = count(kListLength),
            .searchLength = count(kSearchLength),
            .searchedEvents = count(kSearchedEvents),
            .patternCharacters = count(kPatternCharacters),
            .summaryCharacters = count(kSummaryCharacters),
            .descriptionCharacters = count(kDescriptionCharacters),
            .textCharacters = count(kTextCharacters),
            .attendees = count(kAttendees),
            .alarms = count(kAlarms),
            .exceptions = count(kExceptions),
            .conflicts = count(kConflicts),
            .occurrences = count(kOccurrences),
            .recurrenceSteps = count(kRecurrenceSteps),
            .answerBytes = count(kAnswerBytes),
            .objectBytes = count(kObjectBytes),
            .importBytes = count(kImportBytes),
            .importObjects = count(kImportObjects),
            .invitationsFromOutside = configuration.get(kFromOutside)};
}

}  // namespace groupware::calendar
