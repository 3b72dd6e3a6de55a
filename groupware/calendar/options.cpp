#include "groupware/calendar/options.h"

#include "groupware/calendar/free_busy_options.h"

#include <array>

namespace groupware::calendar {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 25> kOptions{
        &kListLength,        &kSearchLength,      &kSearchedEvents,
        &kPatternCharacters, &kSummaryCharacters, &kDescriptionCharacters,
        &kTextCharacters,    &kAttendees,         &kAlarms,
        &kExceptions,        &kConflicts,         &kOccurrences,
        &kRecurrenceSteps,   &kAnswerBytes,       &kObjectBytes,
        &kImportBytes,       &kImportObjects,     &kFromOutside,
        &kFreeBusyRange,     &kFreeBusyUsers,     &kFreeBusyPeriods,
        &kBookingHorizon,    &kAvailabilityBytes, &kPublishedPast,
        &kPublishedFuture};
    return kOptions;
}

}  // namespace groupware::calendar
