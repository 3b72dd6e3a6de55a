#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace groupware::main {

inline constexpr DurationOption kDrainTime{
    .key = "node.drainTime",
    .file = "node.properties",
    .fallback = std::chrono::seconds(20),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::minutes(10),
    .help = "How long a node that is told to end waits for the requests it is serving.",
    .reloadable = true};
inline constexpr TextOption kNodeName{
    .key = "node.name",
    .file = "node.properties",
    .fallback = "",
    .help = "This node's name in the cluster's list of nodes; empty is the name of the host."};
inline constexpr DurationOption kHeartbeat{.key = "node.heartbeat",
                                           .file = "node.properties",
                                           .fallback = std::chrono::seconds(5),
                                           .min = std::chrono::milliseconds(100),
                                           .max = std::chrono::minutes(1),
                                           .help = "How often a node says in the config DB that it lives."};

inline constexpr DurationOption kUpkeep{
    .key = "node.upkeep",
    .file = "node.properties",
    .fallback = std::chrono::minutes(10),
    .min = std::chrono::seconds(1),
    .max = std::chrono::hours(24),
    .help =
        "How long a node pauses between two rounds through all contexts, in which it removes sessions that are over "
        "and files that nothing refers to."};

inline constexpr TextOption kTimeZones{
    .key = "node.timeZones",
    .file = "node.properties",
    .fallback = "/usr/share/zoneinfo",
    .help = "Directory of the compiled time zone database. After an update of the database restart the node."};

[[nodiscard]] std::span<const AnyOption> options();

}  // namespace groupware::main
