#pragma once

#include "groupware/base/options.h"

#include <chrono>

namespace groupware::calendar {

inline constexpr DurationOption kFreeBusyRange{.key = "calendar.freeBusyRange",
                                               .file = "calendar.properties",
                                               .fallback = std::chrono::days(400),
                                               .min = std::chrono::days(1),
                                               .max = std::chrono::days(4'000),
                                               .help = "Longest range of one question about who is busy.",
                                               .reloadable = true};

inline constexpr IntegerOption kFreeBusyUsers{
    .key = "calendar.freeBusyUsers",
    .file = "calendar.properties",
    .unit = "users and resources",
    .fallback = 500,
    .min = 1,
    .max = 5'000,
    .help = "Most users and resources, members of groups counted one by one, of one question about who is busy.",
    .reloadable = true};

inline constexpr IntegerOption kFreeBusyPeriods{
    .key = "calendar.freeBusyPeriods",
    .file = "calendar.properties",
    .unit = "periods",
    .fallback = 100'000,
    .min = 1'000,
    .max = 1'000'000,
    .help =
        "Most busy times that one question about who is busy may find. A client that asks for more, and a booking of a "
        "resource that has more in that time, is refused; conflicts before saving are so many at the most, looked for "
        "among ten times as many events.",
    .reloadable = true};

inline constexpr DurationOption kBookingHorizon{
    .key = "calendar.bookingHorizon",
    .file = "calendar.properties",
    .fallback = std::chrono::days(730),
    .min = std::chrono::days(30),
    .max = std::chrono::days(4'000),
    .help = "How much of a series, from its first instance to come, is compared with what a resource is booked for.",
    .reloadable = true};

inline constexpr SizeOption kAvailabilityBytes{.key = "calendar.availabilityBytes",
                                               .file = "calendar.properties",
                                               .fallback = 64LL << 10,
                                               .min = 1024,
                                               .max = 1LL << 20,
                                               .help = "Longest VAVAILABILITY of a user.",
                                               .reloadable = true};

inline constexpr DurationOption kPublishedPast{
    .key = "calendar.publishedPast",
    .file = "calendar.properties",
    .fallback = std::chrono::weeks(12),
    .min = std::chrono::weeks(0),
    .max = std::chrono::weeks(52),
    .help = "How far back the published free/busy page of a user may be asked for.",
    .reloadable = true};

inline constexpr DurationOption kPublishedFuture{
    .key = "calendar.publishedFuture",
    .file = "calendar.properties",
    .fallback = std::chrono::weeks(26),
    .min = std::chrono::weeks(1),
    .max = std::chrono::weeks(104),
    .help = "How far ahead the published free/busy page of a user may be asked for.",
    .reloadable = true};

}  // namespace groupware::calendar
