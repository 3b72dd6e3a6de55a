#include "groupware/calendar/options.h"

#include <array>

namespace groupware::calendar {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 15> kOptions{&kListLength,
                                                        &kSearchLength,
                                                        &kPatternCharacters,
                                                        &kSummaryCharacters,
                                                        &kDescriptionCharacters,
                                                        &kTextCharacters,
                                                        &kAttendees,
                                                        &kAlarms,
                                                        &kExceptions,
                                                        &kConflicts,
                                                        &kOccurrences,
                                                        &kRecurrenceSteps,
                                                        &kObjectBytes,
                                                        &kImportBytes,
                                                        &kImportObjects};
    return kOptions;
}

}  // namespace groupware::calendar
