#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::session {

inline constexpr DurationOption kShortLife{
    .key = "session.shortLife",
    .file = "session.properties",
    .fallback = std::chrono::hours(1),
    .min = std::chrono::minutes(1),
    .max = std::chrono::hours(24 * 30),
    .help = "A session ends when it was not used for so long, unless its user chose to stay signed in.",
    .reloadable = true};
inline constexpr DurationOption kLongLife{
    .key = "session.longLife",
    .file = "session.properties",
    .fallback = std::chrono::hours(24 * 7),
    .min = std::chrono::minutes(1),
    .max = std::chrono::hours(24 * 365),
    .help = "The same for users who chose to stay signed in. Their cookies live as long.",
    .reloadable = true};
inline constexpr DurationOption kTouchInterval{
    .key = "session.touchInterval",
    .file = "session.properties",
    .fallback = std::chrono::minutes(5),
    .min = std::chrono::seconds(1),
    .max = std::chrono::hours(1),
    .help =
        "The time of last use is written at most so often; the times of life are exact to this. Keep it well below "
        "session.shortLife.",
    .reloadable = true};
inline constexpr IntegerOption kPerUser{
    .key = "session.perUser",
    .file = "session.properties",
    .unit = "sessions",
    .fallback = 100,
    .min = 1,
    .max = 100'000,
    .help = "Sessions one user may have at the same time; a further login is refused.",
    .reloadable = true};
inline constexpr IntegerOption kPerGuest{
    .key = "session.perGuest",
    .file = "session.properties",
    .unit = "sessions",
    .fallback = 250,
    .min = 1,
    .max = 100'000,
    .help = "Sessions that one link to a shared folder may have at the same time; whoever comes then is refused.",
    .reloadable = true};
inline constexpr TextOption kShareLanding{
    .key = "session.shareLanding",
    .file = "session.properties",
    .fallback = "/appsuite/ui",
    .help = "Path that a browser which opens a link is sent to, with session and folder behind '#'.",
    .reloadable = true};
inline constexpr IntegerOption kAppPasswords{
    .key = "session.appPasswords",
    .file = "session.properties",
    .unit = "app passwords",
    .fallback = 50,
    .min = 0,
    .max = 10'000,
    .help = "App passwords that one user may have; 0 switches the making of new ones off.",
    .reloadable = true};
inline constexpr FlagOption kAddressCheck{
    .key = "session.addressCheck",
    .file = "session.properties",
    .fallback = false,
    .help = "A session is valid only from the address of its login (or of a later changeip).",
    .reloadable = true};
inline constexpr IntegerOption kAttemptsPerLogin{
    .key = "login.attemptsPerLogin",
    .file = "session.properties",
    .unit = "attempts",
    .fallback = 20,
    .min = 1,
    .max = 1'000'000,
    .help =
        "Failed logins with one login name from one client address in login.attemptWindow before further ones are "
        "refused with 429.",
    .reloadable = true};
inline constexpr IntegerOption kAttemptsPerLoginAnywhere{
    .key = "login.attemptsPerLoginAnywhere",
    .file = "session.properties",
    .unit = "attempts",
    .fallback = 1'000,
    .min = 1,
    .max = 1'000'000,
    .help =
        "The same from all addresses together. Whoever has many addresses can lock a user out by it: keep it well "
        "above login.attemptsPerLogin.",
    .reloadable = true};
inline constexpr IntegerOption kAttemptsPerAddress{.key = "login.attemptsPerAddress",
                                                   .file = "session.properties",
                                                   .unit = "attempts",
                                                   .fallback = 100,
                                                   .min = 1,
                                                   .max = 1'000'000,
                                                   .help = "The same from one client address to one context.",
                                                   .reloadable = true};
inline constexpr DurationOption kAttemptWindow{.key = "login.attemptWindow",
                                               .file = "session.properties",
                                               .fallback = std::chrono::minutes(5),
                                               .min = std::chrono::seconds(1),
                                               .max = std::chrono::hours(24),
                                               .help = "How long a failed login is counted.",
                                               .reloadable = true};

/// The options of this folder.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::session
