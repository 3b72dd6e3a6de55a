#pragma once

#include "admin/cli/option_spec.h"

/// Options that several commands share, declared once so that they are called the same everywhere.
namespace admin::cli::common {

inline constexpr OptionSpec kAdminUser{.name = "adminuser",
                                       .letter = 'A',
                                       .argument = "name",
                                       .help = "Administrator: the master, or the context's where it says so",
                                       .need = Need::Credential};
inline constexpr OptionSpec kAdminPassword{.name = "adminpass",
                                           .letter = 'P',
                                           .argument = "password",
                                           .help = "Administrator's password",
                                           .need = Need::Credential,
                                           .secret = true,
                                           .variable = "ADMIN_PASSWORD"};
inline constexpr OptionSpec kConfigDirectory{.name = "config-dir",
                                             .argument = "directory",
                                             .help = "Configuration directory; also YOKE_CONFIG. Default: /etc/yoke"};
inline constexpr OptionSpec kAdminUrl{
    .name = "admin-url", .argument = "url", .help = "Address of the administration daemon. Default: as configured"};
inline constexpr OptionSpec kWait{.name = "wait",
                                  .argument = "seconds",
                                  .help = "Wait so long for the administration daemon to come up",
                                  .fallback = "0"};
inline constexpr OptionSpec kResponseTimeout{.name = "responsetimeout",
                                             .argument = "seconds",
                                             .help = "Longest wait for an answer; 0 waits for ever",
                                             .fallback = "0"};
inline constexpr OptionSpec kJson{.name = "json", .help = "Print the answer as JSON"};
inline constexpr OptionSpec kCsv{.name = "csv", .help = "Print comma-separated values"};
inline constexpr OptionSpec kCsvImport{
    .name = "csv-import",
    .argument = "file",
    .help = "Make one call for each line of a CSV file; its first line has long option names"};
inline constexpr OptionSpec kSearchPattern{.name = "searchpattern",
                                           .letter = 's',
                                           .argument = "pattern",
                                           .help = "List matching entries only; * stands for any text",
                                           .fallback = "*"};
inline constexpr OptionSpec kContextId{
    .name = "contextid", .letter = 'c', .argument = "id", .help = "Id of the context", .need = Need::EitherOr};
inline constexpr OptionSpec kContextName{.name = "contextname",
                                         .letter = 'N',
                                         .argument = "name",
                                         .help = "Name of the context, instead of its id",
                                         .need = Need::EitherOr};
/// The context that a user, group or resource is in.
inline constexpr OptionSpec kUsersContext{
    .name = "contextid", .letter = 'c', .argument = "id", .help = "Id of the context", .need = Need::Mandatory};
inline constexpr OptionSpec kUserId{
    .name = "userid", .letter = 'i', .argument = "id", .help = "Id of the user", .need = Need::EitherOr};
inline constexpr OptionSpec kUserName{
    .name = "username", .letter = 'u', .argument = "name", .help = "Login name of the user", .need = Need::EitherOr};

inline constexpr OptionSpec kGroupId{
    .name = "groupid", .letter = 'i', .argument = "id", .help = "Id of the group", .need = Need::EitherOr};
inline constexpr OptionSpec kResourceId{
    .name = "resourceid", .letter = 'i', .argument = "id", .help = "Id of the resource", .need = Need::EitherOr};

inline constexpr OptionSpec kConfigDbUser{
    .name = "configdb-user", .argument = "user", .help = "Account of the config DB", .fallback = "openexchange"};
inline constexpr OptionSpec kConfigDbPassword{.name = "configdb-pass",
                                              .argument = "password",
                                              .help = "Password of that account",
                                              .need = Need::Mandatory,
                                              .secret = true,
                                              .variable = "CONFIGDB_PASSWORD"};
inline constexpr OptionSpec kConfigDbName{
    .name = "configdb-dbname", .argument = "schema", .help = "Name of the config DB", .fallback = "configdb"};

}  // namespace admin::cli::common
