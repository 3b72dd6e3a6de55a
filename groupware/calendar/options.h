#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::calendar {

inline constexpr IntegerOption kListLength{
    .key = "calendar.listLength",
    .file = "calendar.properties",
    .unit = "events",
    .fallback = 100'000,
    .min = 100,
    .max = 10'000'000,
    .help =
        "Most events in the answer to one list request, and in one export. Longer lists are refused, never cut. "
        "`updates` is never limited: a client that synchronises must see every change.",
    .reloadable = true};

inline constexpr IntegerOption kSearchLength{.key = "calendar.searchLength",
                                             .file = "calendar.properties",
                                             .unit = "events",
                                             .fallback = 5'000,
                                             .min = 1,
                                             .max = 1'000'000,
                                             .help = "Most hits that a search returns; further ones are left out.",
                                             .reloadable = true};

inline constexpr IntegerOption kSearchedEvents{
    .key = "calendar.searchedEvents",
    .file = "calendar.properties",
    .unit = "events",
    .fallback = 250'000,
    .min = 1,
    .max = 100'000'000,
    .help =
        "Most events that one search looks through, which takes the database some 8 microseconds each. If the folders "
        "that are asked for, or without a folder all that the user may read, have more, the search is refused.",
    .reloadable = true};

inline constexpr IntegerOption kPatternCharacters{.key = "calendar.patternCharacters",
                                                  .file = "calendar.properties",
                                                  .unit = "characters",
                                                  .fallback = 256,
                                                  .min = 1,
                                                  .max = 4'096,
                                                  .help = "Longest search pattern.",
                                                  .reloadable = true};

inline constexpr IntegerOption kSummaryCharacters{.key = "calendar.summaryCharacters",
                                                  .file = "calendar.properties",
                                                  .unit = "characters",
                                                  .fallback = 767,
                                                  .min = 1,
                                                  .max = 1'024,
                                                  .help = "Longest title that the JSON interface takes.",
                                                  .reloadable = true};

inline constexpr IntegerOption kDescriptionCharacters{.key = "calendar.descriptionCharacters",
                                                      .file = "calendar.properties",
                                                      .unit = "characters",
                                                      .fallback = 65'535,
                                                      .min = 0,
                                                      .max = 1'000'000,
                                                      .help = "Longest description that the JSON interface takes.",
                                                      .reloadable = true};

inline constexpr IntegerOption kTextCharacters{.key = "calendar.textCharacters",
                                               .file = "calendar.properties",
                                               .unit = "characters",
                                               .fallback = 767,
                                               .min = 1,
                                               .max = 1'024,
                                               .help =
                                                   "Longest location, list of categories, address, name, comment or "
                                                   "other text that the JSON interface takes: each.",
                                               .reloadable = true};

inline constexpr IntegerOption kAttendees{
    .key = "calendar.attendees",
    .file = "calendar.properties",
    .unit = "attendees",
    .fallback = 300,
    .min = 1,
    .max = 1'000,
    .help =
        "Most attendees of one event, members of groups counted one by one. A change of a meeting writes the calendar "
        "of each of them in one transaction.",
    .reloadable = true};

inline constexpr IntegerOption kAlarms{.key = "calendar.alarms",
                                       .file = "calendar.properties",
                                       .unit = "alarms",
                                       .fallback = 20,
                                       .min = 1,
                                       .max = 200,
                                       .help = "Most alarms of one event and user.",
                                       .reloadable = true};

inline constexpr IntegerOption kExceptions{.key = "calendar.exceptions",
                                           .file = "calendar.properties",
                                           .unit = "instances",
                                           .fallback = 1'000,
                                           .min = 1,
                                           .max = 10'000,
                                           .help = "Most changed and deleted instances of one series.",
                                           .reloadable = true};

inline constexpr IntegerOption kConflicts{.key = "calendar.conflicts",
                                          .file = "calendar.properties",
                                          .unit = "conflicts",
                                          .fallback = 50,
                                          .min = 1,
                                          .max = 1'000,
                                          .help = "Most conflicts reported for one event; further ones are left out.",
                                          .reloadable = true};

inline constexpr IntegerOption kOccurrences{
    .key = "calendar.occurrences",
    .file = "calendar.properties",
    .unit = "instances",
    .fallback = 20'000,
    .min = 100,
    .max = 1'000'000,
    .help =
        "Most instances of one series that are listed in the range of a request; one with more is listed as the series "
        "itself. What would have more in six weeks cannot be stored.",
    .reloadable = true};

inline constexpr IntegerOption kRecurrenceSteps{
    .key = "calendar.recurrenceSteps",
    .file = "calendar.properties",
    .unit = "steps",
    .fallback = 1'000'000,
    .min = 10'000,
    .max = 100'000'000,
    .help = "How many days and times are looked at for one series in one request. A step takes about 10 ns.",
    .reloadable = true};

inline constexpr SizeOption kAnswerBytes{
    .key = "calendar.answerBytes",
    .file = "calendar.properties",
    .fallback = 64LL << 20,
    .min = 1LL << 20,
    .max = 1LL << 30,
    .help =
        "Most octets of descriptions, attendees and other details in the answer to one list request or search. Longer "
        "answers are refused, never cut; `updates` is never limited. Memory for an answer is several times as much.",
    .reloadable = true};

inline constexpr SizeOption kObjectBytes{.key = "calendar.objectBytes",
                                         .file = "calendar.properties",
                                         .fallback = 1LL << 20,
                                         .min = 1024,
                                         .max = 8LL << 20,
                                         .help = "Largest calendar object.",
                                         .reloadable = true};

inline constexpr SizeOption kImportBytes{.key = "calendar.importBytes",
                                         .file = "calendar.properties",
                                         .fallback = 50LL << 20,
                                         .min = 1024,
                                         .max = 1LL << 30,
                                         .help = "Largest file of one import.",
                                         .reloadable = true};

inline constexpr IntegerOption kImportObjects{.key = "calendar.importObjects",
                                              .file = "calendar.properties",
                                              .unit = "events",
                                              .fallback = 20'000,
                                              .min = 1,
                                              .max = 1'000'000,
                                              .help = "Most events, a series counted once, in one import.",
                                              .reloadable = true};

inline constexpr FlagOption kFromOutside{
    .key = "calendar.invitationsFromOutside",
    .file = "calendar.properties",
    .fallback = true,
    .help =
        "Whether invitations of people outside get into calendars by themselves. Each user decides otherwise for "
        "himself by the attribute calendar/invitations: all or internal. What is refused can still be applied by "
        "who shows its mail.",
    .reloadable = true};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::calendar
