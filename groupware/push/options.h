#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::push {

inline constexpr DurationOption kPollInterval{
    .key = "push.interval",
    .file = "push.properties",
    .fallback = std::chrono::milliseconds(250),
    .min = std::chrono::milliseconds(20),
    .max = std::chrono::minutes(1),
    .help =
        "How often a node looks for changes in contexts that somebody waits for; one statement for each such context, "
        "however many wait."};

inline constexpr DurationOption kLongestWait{.key = "push.longestWait",
                                             .file = "push.properties",
                                             .fallback = std::chrono::seconds(25),
                                             .min = std::chrono::milliseconds(100),
                                             .max = std::chrono::minutes(10),
                                             .help =
                                                 "How long a client of /ajax/events waits for a change before it gets "
                                                 "a heartbeat and asks again. Shorter than what "
                                                 "proxies allow a request (Apache: Timeout, ProxyTimeout)."};

inline constexpr IntegerOption kWaitersPerSession{
    .key = "push.perSession",
    .file = "push.properties",
    .unit = "clients",
    .fallback = 5,
    .min = 1,
    .max = 1000,
    .help =
        "Most that wait with one session on one node: windows of a browser. One more "
        "is refused with 429."};

inline constexpr IntegerOption kWaitersPerContext{.key = "push.perContext",
                                                  .file = "push.properties",
                                                  .unit = "clients",
                                                  .fallback = 500,
                                                  .min = 1,
                                                  .max = 1'000'000,
                                                  .help = "The same of one context."};

inline constexpr IntegerOption kWaitersPerNode{
    .key = "push.perNode",
    .file = "push.properties",
    .unit = "clients",
    .fallback = 900,
    .min = 1,
    .max = 1'000'000,
    .help = "The same of one node. Less than net.parkedRequests, beyond which nobody can wait."};

inline constexpr IntegerOption kChangesAtOnce{
    .key = "push.changesAtOnce",
    .file = "push.properties",
    .unit = "changes",
    .fallback = 2000,
    .min = 10,
    .max = 100'000,
    .help =
        "Most changes that are looked through for one client. One that was away for more is told "
        "to load anew."};

/// All of the above.
[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::push
