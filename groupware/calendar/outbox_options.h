#pragma once

#include "groupware/base/options.h"

#include <span>

namespace groupware::calendar {

inline constexpr FlagOption kMail{
    .key = "calendar.mail",
    .file = "calendar.properties",
    .fallback = true,
    .help =
        "Whether people outside of a context are invited, and answered, by mail: if smtp.host names a mail server. "
        "Without it calendar clients show that nothing was sent.",
    .reloadable = true};

inline constexpr TextOption kMailFrom{
    .key = "calendar.mailFrom",
    .file = "calendar.properties",
    .fallback = "",
    .help =
        "Address that mails about events come from, also for the mail server. Answers go to who organizes. Empty: from "
        "the organizer's or attendee's own address, which the mail server then has to accept.",
    .reloadable = true};

inline constexpr IntegerOption kMailConnections{.key = "calendar.mailConnections",
                                                .file = "calendar.properties",
                                                .unit = "connections",
                                                .fallback = 2,
                                                .min = 1,
                                                .max = 50,
                                                .help = "Most connections of a node to the mail server at a time."};

inline constexpr DurationOption kMailRetry{
    .key = "calendar.mailRetry",
    .file = "calendar.properties",
    .fallback = std::chrono::minutes(1),
    .min = std::chrono::milliseconds(10),
    .max = std::chrono::hours(1),
    .help =
        "How long a mail waits that the mail server did not take for now. Each further time it waits twice as long, "
        "give or take a quarter.",
    .reloadable = true};

inline constexpr DurationOption kMailLongestRetry{.key = "calendar.mailLongestRetry",
                                                  .file = "calendar.properties",
                                                  .fallback = std::chrono::hours(2),
                                                  .min = std::chrono::milliseconds(10),
                                                  .max = std::chrono::hours(24),
                                                  .help = "Longest wait between two attempts to send a mail.",
                                                  .reloadable = true};

inline constexpr DurationOption kMailGiveUp{
    .key = "calendar.mailGiveUp",
    .file = "calendar.properties",
    .fallback = std::chrono::hours(24 * 3),
    .min = std::chrono::milliseconds(100),
    .max = std::chrono::hours(24 * 30),
    .help = "When to give up a mail that the mail server does not take. The event of its sender says so then.",
    .reloadable = true};

inline constexpr DurationOption kMailKeep{
    .key = "calendar.mailKeep",
    .file = "calendar.properties",
    .fallback = std::chrono::hours(24 * 14),
    .min = std::chrono::seconds(0),
    .max = std::chrono::hours(24 * 366),
    .help = "How long mails that were given up stay in the list for administrators.",
    .reloadable = true};

inline constexpr DurationOption kMailLease{
    .key = "calendar.mailLease",
    .file = "calendar.properties",
    .fallback = std::chrono::minutes(15),
    .min = std::chrono::milliseconds(100),
    .max = std::chrono::hours(2),
    .help =
        "How long the mails that a node sends are its alone. If the node dies, others take them up afterwards. It has "
        "to "
        "be longer than the mail server may take for four mails (see smtp.timeout).",
    .reloadable = true};

inline constexpr SizeOption kMailFileBytes{
    .key = "calendar.mailFileBytes",
    .file = "calendar.properties",
    .fallback = 10LL << 20,
    .min = 0,
    .max = 100LL << 20,
    .help =
        "Most of an event's files that an invitation by mail takes along; those beyond it are only named there. The "
        "mail "
        "is a third longer. A mail server that refuses it gets it without files.",
    .reloadable = true};

inline constexpr DurationOption kMailPoll{
    .key = "calendar.mailPoll",
    .file = "calendar.properties",
    .fallback = std::chrono::minutes(2),
    .min = std::chrono::milliseconds(100),
    .max = std::chrono::hours(1),
    .help =
        "How long a node pauses between two rounds in which it looks for mails that other nodes left behind. Its own "
        "mails do not wait for it, but those about files that somebody attaches to an event by themselves."};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> outboxOptions();

}  // namespace groupware::calendar
