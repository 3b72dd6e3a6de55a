#pragma once

#include "dbpool/routing/limits.h"
#include "groupware/base/options.h"

#include <chrono>
#include <span>

/// The options of routing; what they mean is at RoutingLimits.
namespace dbpool::routing {

inline constexpr groupware::DurationOption kAdmissionWait{
    .key = "dbpool.admissionWait",
    .file = "dbpool.properties",
    .fallback = std::chrono::milliseconds(5),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::milliseconds(1'000),
    .help =
        "How long a request of a session waits at most while another one of the same session is being admitted, to "
        "share the next admission with all others that wait."};
inline constexpr groupware::DurationOption kGateWait{
    .key = "dbpool.gateWait",
    .file = "dbpool.properties",
    .fallback = std::chrono::milliseconds(20),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::milliseconds(1'000),
    .help = "How long a read waits for a replica to reach the state it must see, before another server is asked."};
inline constexpr groupware::IntegerOption kGateMisses{
    .key = "dbpool.gateMisses",
    .file = "dbpool.properties",
    .unit = "reads",
    .fallback = 3,
    .min = 1,
    .max = 1'000,
    .help = "Reads in a row that find a replica behind, after which it is left alone for a while."};
inline constexpr groupware::DurationOption kGateProbe{
    .key = "dbpool.gateProbe",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(1),
    .min = std::chrono::milliseconds(10),
    .max = std::chrono::seconds(60),
    .help = "How often one read tries a replica that was left alone."};
inline constexpr groupware::DurationOption kWriteWait{
    .key = "dbpool.writeWait",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(10),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::seconds(60),
    .help = "How long a write waits for a master, for example during a promotion, before it is refused."};
inline constexpr groupware::DurationOption kWriteTime{
    .key = "dbpool.writeTime",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(25),
    .min = std::chrono::seconds(1),
    .max = std::chrono::minutes(10),
    .help =
        "How long a request waits at most for all that its writes need: a worker, a master, locks, COMMIT, and to find "
        "out what became of a COMMIT without an answer. Nothing is begun that may take longer: the last "
        "dbpool.readTimeout of it is kept for answers, or half of it if that is less."};
inline constexpr groupware::IntegerOption kWaitingWriters{
    .key = "dbpool.waitingWriters",
    .file = "dbpool.properties",
    .unit = "writes per database cluster",
    .fallback = 6,
    .min = 0,
    .max = 4'096,
    .help =
        "How many writes that have begun may wait for a master at once. Each holds a worker while it waits: keep it "
        "well "
        "below net.workers, so that reads go on meanwhile. Requests that are known to write wait without a worker, and "
        "so "
        "do those beyond this number; see net.parkedRequests."};
inline constexpr groupware::IntegerOption kWriteAttempts{
    .key = "dbpool.writeAttempts",
    .file = "dbpool.properties",
    .unit = "attempts",
    .fallback = 5,
    .min = 1,
    .max = 100,
    .help = "How often one write transaction is tried that loses against others."};
inline constexpr groupware::DurationOption kLockWait{
    .key = "dbpool.transactionLockWait",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(5),
    .min = std::chrono::seconds(1),
    .max = std::chrono::seconds(60),
    .help = "How long a statement of a write transaction waits for a lock. Whole seconds."};
inline constexpr groupware::DurationOption kIdleTransaction{
    .key = "dbpool.transactionIdle",
    .file = "dbpool.properties",
    .fallback = std::chrono::seconds(5),
    .min = std::chrono::seconds(1),
    .max = std::chrono::seconds(3'600),
    .help =
        "After how long the database ends a write transaction in which nothing happens, as that of a node that hangs: "
        "all writers of its context wait for it, so keep it well below dbpool.writeTime. Whole seconds."};
inline constexpr groupware::IntegerOption kCachedPlacements{
    .key = "dbpool.cachedPlacements",
    .file = "dbpool.properties",
    .unit = "contexts",
    .fallback = 100'000,
    .min = 1,
    .max = 10'000'000,
    .help = "For how many contexts a node remembers where they live."};
inline constexpr groupware::DurationOption kChangeKeepTime{
    .key = "dbpool.changeKeepTime",
    .file = "dbpool.properties",
    .fallback = std::chrono::minutes(10),
    .min = std::chrono::minutes(1),
    .max = std::chrono::hours(24),
    .help = "How long change records, which feed caches and push, are kept at least."};
inline constexpr groupware::IntegerOption kChangeKeepRows{
    .key = "dbpool.changeKeepRows",
    .file = "dbpool.properties",
    .unit = "records per context",
    .fallback = 1'000,
    .min = 1,
    .max = 1'000'000,
    .help = "How many change records are kept at least, however old."};

inline constexpr groupware::TextOption kSite{
    .key = "dbpool.site",
    .file = "dbpool.properties",
    .fallback = "",
    .help = "Where this process runs. Replicas that were registered with this --site are asked before others."};

[[nodiscard]] std::span<const groupware::AnyOption> options();

[[nodiscard]] RoutingLimits limits(const groupware::Configuration& configuration);

}  // namespace dbpool::routing
