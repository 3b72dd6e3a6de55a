#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/replication/durability.h"
#include "groupware/base/options.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How a process finds the config DB and the cluster's secrets: what `oxinstaller` writes and both daemons read.
namespace dbpool::configdb {

inline constexpr groupware::TextOption kServerName{
    .key = "SERVER_NAME",
    .file = "system.properties",
    .fallback = "oxserver",
    .help = "Name of the cluster this node belongs to, as given to registerserver."};

inline constexpr groupware::TextOption kReadUrl{.key = "readUrl",
                                                .file = "configdb.properties",
                                                .fallback = "mysql://localhost:3306/configdb",
                                                .help =
                                                    "More servers of the config DB, as a rule its replicas, which are "
                                                    "read from: as writeUrl, with the same schema."};

inline constexpr groupware::TextOption kWriteUrl{
    .key = "writeUrl",
    .file = "configdb.properties",
    .fallback = "mysql://localhost:3306/configdb",
    .help =
        "The servers of the config DB: mysql://host[:port][,host[:port]...]/schema, the master first. That is only the "
        "first guess: whichever of all servers is the master is found."};

inline constexpr groupware::TextOption kUser{.key = "configdb.user",
                                             .file = "configdb.properties",
                                             .fallback = "openexchange",
                                             .help = "Account of the config DB."};

inline constexpr groupware::TextOption kPasswordFile{
    .key = "configdb.passwordFile",
    .file = "configdb.properties",
    .fallback = "/etc/yoke/configdb.password",
    .help = "File with the password of that account, readable by its owner only."};

inline constexpr groupware::TextOption kTlsCaFile{
    .key = "configdb.tlsCaFile",
    .file = "configdb.properties",
    .fallback = "",
    .help = "PEM file of the authority that signs the config DB's certificate. Set: TLS is required and verified."};

inline constexpr groupware::FlagOption kTlsVerifyName{
    .key = "configdb.tlsVerifyName",
    .file = "configdb.properties",
    .fallback = true,
    .help =
        "Whether the config DB's certificate must name the host of readUrl and writeUrl. Needs configdb.tlsCaFile."};

inline constexpr groupware::TextOption kTlsCertificateFile{
    .key = "configdb.tlsCertificateFile",
    .file = "configdb.properties",
    .fallback = "",
    .help = "PEM file of the certificate shown to a config DB that asks for one. Needs configdb.tlsCaFile."};

inline constexpr groupware::TextOption kTlsKeyFile{.key = "configdb.tlsKeyFile",
                                                   .file = "configdb.properties",
                                                   .fallback = "",
                                                   .help = "PEM file of the key of that certificate."};

inline constexpr groupware::TextOption kClusterKeyFile{
    .key = "cluster.keyFile",
    .file = "configdb.properties",
    .fallback = "/etc/yoke/cluster.key",
    .help =
        "File with the cluster key in hex, readable by its owner only. It seals database passwords and signs "
        "cookies; oxinstaller writes it."};

inline constexpr groupware::TextOption kOperatorUser{
    .key = "configdb.operatorUser",
    .file = "configdb.properties",
    .fallback = "",
    .help =
        "Account of the config DB's servers that may promote one of them, for the admin daemon alone. Empty: "
        "configdb.user."};

inline constexpr groupware::TextOption kOperatorPasswordFile{
    .key = "configdb.operatorPasswordFile",
    .file = "configdb.properties",
    .fallback = "/etc/yoke/configdb-operator.password",
    .help = "File with the password of configdb.operatorUser, readable by its owner only."};

inline constexpr groupware::TextOption kDurability{
    .key = "configdb.durability",
    .file = "configdb.properties",
    .fallback = "available",
    .help =
        "What the servers of the config DB promise about acknowledged changes: strict or available, as the durability "
        "of a registered database (see registerdatabase). promotedatabase --configdb sets its servers up so."};

[[nodiscard]] std::span<const groupware::AnyOption> options();

/// A parsed `mysql://host[:port][/schema]`.
struct DatabaseUrl {
    std::string host;
    int port = 3306;
    std::string schema;  ///< empty if the URL names none

    [[nodiscard]] std::string text() const;
};

/// Also takes `host` and `host:port`; an IPv6 address stands in brackets.
/// @throws groupware::Error BadRequest
[[nodiscard]] DatabaseUrl parseDatabaseUrl(std::string_view text);

/// Also several servers of one schema, in order: `mysql://host[:port][,host[:port]...][/schema]`.
/// @throws groupware::Error BadRequest
[[nodiscard]] std::vector<DatabaseUrl> parseDatabaseUrls(std::string_view text);
/// What parseDatabaseUrls() reads. @param servers  at least one
[[nodiscard]] std::string textOf(const std::vector<DatabaseUrl>& servers);

/// The config DB as the options describe it.
struct Location {
    std::vector<Endpoint> servers;  ///< each once: those of writeUrl, then those of readUrl
    std::string schema;
    Durability durability = Durability::Available;
};

/// Reads the password file too.
/// @throws groupware::Error BadRequest for a broken URL, two different schemas, an unknown durability, or a secret file
/// that is missing or
///         readable by others
[[nodiscard]] Location location(const groupware::Configuration& configuration);

/// The servers of the config DB with the account that may promote one of them; for the admin daemon.
/// @throws groupware::Error as location()
[[nodiscard]] std::vector<Endpoint> operatorServers(const groupware::Configuration& configuration);

/// The 32 octets in `cluster.keyFile`.
/// @throws groupware::Error BadRequest if it is missing, readable by others or malformed
[[nodiscard]] std::string clusterKey(const groupware::Configuration& configuration);

}  // namespace dbpool::configdb
