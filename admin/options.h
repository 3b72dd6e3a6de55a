#pragma once

#include "groupware/base/options.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string_view>

namespace admin {

inline constexpr std::string_view kFile = "admin.properties";

inline constexpr groupware::TextOption kAddress{
    .key = "admin.address",
    .file = kFile,
    .fallback = "127.0.0.1",
    .help =
        "Address the administration daemon listens on, and where the tools look for it. Must be a loopback address: "
        "passwords cross the connection. Calls from other machines need a front with TLS."};
inline constexpr groupware::IntegerOption kPort{.key = "admin.port",
                                                .file = kFile,
                                                .unit = "",
                                                .fallback = 8016,
                                                .min = 1,
                                                .max = 65535,
                                                .help = "Port of the administration daemon."};
inline constexpr groupware::IntegerOption kThreads{.key = "admin.threads",
                                                   .file = kFile,
                                                   .unit = "threads",
                                                   .fallback = 8,
                                                   .min = 1,
                                                   .max = 256,
                                                   .help = "Administrative calls served at the same time."};
inline constexpr groupware::SizeOption kMaxBody{.key = "admin.bodyBytes",
                                                .file = kFile,
                                                .fallback = 1 << 20,
                                                .min = 1024,
                                                .max = 1 << 30,
                                                .help = "Longest body of an administrative call."};
inline constexpr groupware::FlagOption kMasterAuthenticationDisabled{
    .key = "MASTER_AUTHENTICATION_DISABLED",
    .file = kFile,
    .fallback = false,
    .help = "Serve calls of the master administrator without a password. For test machines."};
inline constexpr groupware::FlagOption kContextAuthenticationDisabled{
    .key = "CONTEXT_AUTHENTICATION_DISABLED",
    .file = kFile,
    .fallback = false,
    .help = "Serve calls of context administrators without a password. For test machines."};
inline constexpr groupware::FlagOption kMasterAccountOverride{
    .key = "MASTER_ACCOUNT_OVERRIDE",
    .file = kFile,
    .fallback = false,
    .help = "Let the master administrator do what otherwise needs the context's administrator."};
inline constexpr groupware::TextOption kMasterPasswordFile{
    .key = "admin.masterPasswordFile",
    .file = kFile,
    .fallback = "",
    .help =
        "File with the master administrator's name and password hash, name:hash. Empty: mpasswd in the "
        "configuration directory."};
inline constexpr groupware::IntegerOption kWrongPasswords{
    .key = "admin.wrongPasswords",
    .file = kFile,
    .unit = "attempts",
    .fallback = 10,
    .min = 1,
    .max = 1'000'000,
    .help =
        "Wrong passwords of one administrator that are answered at once; after that, one more each second. Further "
        "calls are refused."};
inline constexpr groupware::TextOption kLogFile{
    .key = "admin.logFile",
    .file = kFile,
    .fallback = "",
    .help =
        "File the log of the administration daemon goes to; empty is standard error, which systemd keeps. log.file is "
        "the node's alone: two daemons cannot rotate one file. After rotation send SIGUSR2."};
inline constexpr groupware::IntegerOption kContextsPerSchema{
    .key = "CONTEXTS_PER_SCHEMA",
    .file = kFile,
    .unit = "contexts",
    .fallback = 1000,
    .min = 1,
    .max = 100'000,
    .help = "Contexts in one database schema. When all are full, createcontext makes a new one."};
inline constexpr groupware::IntegerOption kAverageContextSize{
    .key = "AVERAGE_CONTEXT_SIZE",
    .file = kFile,
    .unit = "MiB",
    .fallback = 200,
    .min = 0,
    .max = 1'000'000,
    .help = "Room that placement sets aside in a filestore for each context."};
inline constexpr groupware::TextOption kDefaultAccessCombination{
    .key = "NEW_CONTEXT_DEFAULT_ACCESS_COMBINATION_NAME",
    .file = kFile,
    .fallback = "webmail_plus",
    .help = "Rights of the users of a context that was created without --access-combination-name."};
inline constexpr groupware::TextOption kDefaultTimeZone{.key = "DEFAULT_TIMEZONE",
                                                        .file = kFile,
                                                        .fallback = "Europe/Berlin",
                                                        .help = "Time zone of users created without --timezone."};
inline constexpr groupware::DurationOption kSagaWait{
    .key = "admin.contextWait",
    .file = kFile,
    .fallback = std::chrono::seconds(30),
    .min = std::chrono::milliseconds(0),
    .max = std::chrono::minutes(10),
    .help = "How long a call waits for another one that creates or deletes the same context."};
inline constexpr groupware::DurationOption kRecoveryInterval{
    .key = "admin.recoveryInterval",
    .file = kFile,
    .fallback = std::chrono::minutes(1),
    .min = std::chrono::milliseconds(100),
    .max = std::chrono::hours(24),
    .help = "How often contexts left half created or half deleted by a killed daemon are looked for."};

inline constexpr groupware::IntegerOption kArchiveTransfers{
    .key = "admin.archiveTransfers",
    .file = kFile,
    .unit = "calls",
    .fallback = 2,
    .min = 1,
    .max = 64,
    .help =
        "Calls of exportcontext and importcontext at the same time; more are refused. Less than half of "
        "admin.threads: each import holds a thread."};
inline constexpr groupware::IntegerOption kArchiveEntries{
    .key = "admin.archiveEntries",
    .file = kFile,
    .unit = "entries",
    .fallback = 20'000'000,
    .min = 100,
    .max = 1'000'000'000,
    .help = "Most entries of an archive that importcontext reads: every user, group, folder, object and file is one."};
inline constexpr groupware::SizeOption kArchiveBytes{
    .key = "admin.archiveBytes",
    .file = kFile,
    .fallback = std::int64_t{1} << 40U,
    .min = 1 << 20,
    .max = std::int64_t{1} << 50U,
    .help = "Most that an archive which importcontext reads may hold, unpacked."};

inline constexpr groupware::FlagOption kAutoPromote{
    .key = "admin.autoPromote",
    .file = kFile,
    .fallback = false,
    .help =
        "Promote a replica without being asked when the master of a database cluster or of the config DB is lost. It "
        "needs three servers or more and accounts that may promote. Read about the consequences in yoke-admin(8)."};
inline constexpr groupware::DurationOption kAutoPromoteInterval{
    .key = "admin.autoPromoteInterval",
    .file = kFile,
    .fallback = std::chrono::seconds(1),
    .min = std::chrono::milliseconds(200),
    .max = std::chrono::minutes(1),
    .help = "How often automatic promotion looks at the servers of every cluster."};
inline constexpr groupware::IntegerOption kAutoPromoteLooks{
    .key = "admin.autoPromoteLooks",
    .file = kFile,
    .unit = "looks",
    .fallback = 3,
    .min = 3,
    .max = 1000,
    .help =
        "Looks in a row that the master does not answer, and during which no replica hears from it, before it counts "
        "as lost."};
inline constexpr groupware::DurationOption kAutoPromotePause{
    .key = "admin.autoPromotePause",
    .file = kFile,
    .fallback = std::chrono::minutes(1),
    .min = std::chrono::minutes(1),
    .max = std::chrono::hours(24),
    .help =
        "Time after a promotion of a cluster, by whomever, in which it is not promoted automatically: a master that is "
        "lost again so soon is for a person to judge."};
inline constexpr groupware::DurationOption kAutoPromoteRetry{
    .key = "admin.autoPromoteRetry",
    .file = kFile,
    .fallback = std::chrono::seconds(5),
    .min = std::chrono::seconds(1),
    .max = std::chrono::hours(1),
    .help = "Time after a failed automatic promotion before the next try; twice as long after each, up to 16 times."};

[[nodiscard]] std::span<const groupware::AnyOption> options();

}  // namespace admin
