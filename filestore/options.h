#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <span>

namespace filestore {

inline constexpr groupware::IntegerOption kThreads{
    .key = "filestore.threads",
    .file = "filestore.properties",
    .unit = "threads",
    .fallback = 8,
    .min = 1,
    .max = 256,
    .help = "Threads per filestore that do its I/O. Operations beyond them queue."};
inline constexpr groupware::IntegerOption kQueue{
    .key = "filestore.queue",
    .file = "filestore.properties",
    .unit = "operations",
    .fallback = 64,
    .min = 0,
    .max = 10'000,
    .help = "Operations per filestore that may wait for a thread; more are refused with 503."};
inline constexpr groupware::DurationOption kTimeout{
    .key = "filestore.timeout",
    .file = "filestore.properties",
    .fallback = std::chrono::seconds(10),
    .min = std::chrono::milliseconds(10),
    .max = std::chrono::minutes(10),
    .help = "Longest wait of a request for one operation (open, read or write of a piece, finish)."};
inline constexpr groupware::DurationOption kStall{
    .key = "filestore.stall",
    .file = "filestore.properties",
    .fallback = std::chrono::seconds(1),
    .min = std::chrono::milliseconds(10),
    .max = std::chrono::minutes(10),
    .help = "If every thread has been busy with one operation for this long, new ones are refused at once."};
inline constexpr groupware::IntegerOption kBreakerFailures{
    .key = "filestore.breakerFailures",
    .file = "filestore.properties",
    .unit = "timeouts",
    .fallback = 3,
    .min = 1,
    .max = 1000,
    .help = "Timeouts in a row after which a filestore counts as down and operations fail at once."};
inline constexpr groupware::DurationOption kBreakerProbe{
    .key = "filestore.breakerProbe",
    .file = "filestore.properties",
    .fallback = std::chrono::seconds(1),
    .min = std::chrono::milliseconds(10),
    .max = std::chrono::minutes(10),
    .help = "How often one operation is let through to a filestore that counts as down."};
inline constexpr groupware::DurationOption kTryInterval{
    .key = "filestore.tryInterval",
    .file = "filestore.properties",
    .fallback = std::chrono::seconds(5),
    .min = std::chrono::milliseconds(100),
    .max = std::chrono::minutes(10),
    .help =
        "Least time between two tries of a filestore for /ready, which tells what came of the last one. A try that "
        "takes longer than filestore.timeout has failed."};
inline constexpr groupware::SizeOption kFreeFloor{
    .key = "filestore.freeFloor",
    .file = "filestore.properties",
    .fallback = 256LL << 20,
    .min = 0,
    .max = 1LL << 50,
    .help = "Free bytes that uploads leave on a filestore. Uploads that would go below are refused with 507.",
    .reloadable = true};
inline constexpr groupware::DurationOption kTrashGrace{
    .key = "filestore.trashGrace",
    .file = "filestore.properties",
    .fallback = std::chrono::hours(24),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::hours(24 * 365),
    .help = "How long the file of a deleted document stays, so that downloads end and a restored database finds it.",
    .reloadable = true};
inline constexpr groupware::DurationOption kStaleUpload{
    .key = "filestore.staleUpload",
    .file = "filestore.properties",
    .fallback = std::chrono::hours(24),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::hours(24 * 365),
    .help = "Temporary files older than this belong to uploads that crashed and are removed.",
    .reloadable = true};

/// All options of this folder.
[[nodiscard]] std::span<const groupware::AnyOption> options();

}  // namespace filestore
