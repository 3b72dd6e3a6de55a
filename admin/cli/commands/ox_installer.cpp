#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/config_db_tls.h"
#include "admin/cli/daemon_address.h"
#include "admin/cli/failure.h"
#include "admin/setup/node_files.h"
#include "dbpool/configdb/installation.h"
#include "dbpool/configdb/options.h"
#include "dbpool/driver/db_error.h"
#include "groupware/principals/options.h"
#include "groupware/principals/service/password_hasher.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <ostream>

namespace admin::cli {
namespace {

namespace configdb = dbpool::configdb;

/// Options of other versions whose settings do not exist here: caches find each other by the config DB, mail is not
/// served, memory is not preallocated.
constexpr std::array<OptionSpec, 23> kWithoutEffect{
    {{.name = "imapserver", .letter = 'i', .argument = "host", .help = "Accepted and ignored"},
     {.name = "smtpserver", .argument = "host", .help = "Accepted and ignored"},
     {.name = "mail-login-src", .argument = "source", .help = "Accepted and ignored"},
     {.name = "mail-server-src", .argument = "source", .help = "Accepted and ignored"},
     {.name = "transport-server-src", .argument = "source", .help = "Accepted and ignored"},
     {.name = "object-link-hostname", .argument = "host", .help = "Accepted and ignored"},
     {.name = "extras-link", .argument = "url", .help = "Accepted and ignored"},
     {.name = "cache-udp-disc-addr", .argument = "address", .help = "Accepted and ignored"},
     {.name = "cache-udp-disc-port", .argument = "port", .help = "Accepted and ignored"},
     {.name = "scache-udp-disc-port", .argument = "port", .help = "Accepted and ignored"},
     {.name = "groupware-cache-port", .argument = "port", .help = "Accepted and ignored"},
     {.name = "admin-cache-port", .argument = "port", .help = "Accepted and ignored"},
     {.name = "gwsession-cache-port", .argument = "port", .help = "Accepted and ignored"},
     {.name = "push-udp-disc-port", .argument = "port", .help = "Accepted and ignored"},
     {.name = "push-outlook-port", .argument = "port", .help = "Accepted and ignored"},
     {.name = "ip-of-oxcluster", .argument = "address", .help = "Accepted and ignored"},
     {.name = "name-of-oxcluster", .argument = "name", .help = "Accepted and ignored"},
     {.name = "servermemory", .argument = "MB", .help = "Accepted and ignored"},
     {.name = "clt-memory", .argument = "MB", .help = "Accepted and ignored"},
     {.name = "tmpdir-path", .argument = "directory", .help = "Accepted and ignored"},
     {.name = "maxSession", .argument = "number", .help = "Accepted and ignored"},
     {.name = "sessionDefLifeTime", .argument = "ms", .help = "Accepted and ignored"},
     {.name = "add-license", .argument = "key", .help = "Accepted and ignored"}}};

constexpr std::array<OptionSpec, 3> kDeprecated{
    {{.name = "SesssionContTimeout", .argument = "value", .help = "Deprecated, without effect"},
     {.name = "NRSessionContainers", .argument = "value", .help = "Deprecated, without effect"},
     {.name = "DoubleLoginPerm", .argument = "value", .help = "Deprecated, without effect"}}};

int portOf(const Arguments& arguments, std::string_view name) {
    constexpr std::int64_t kMaxPort = 65535;
    const auto port = arguments.integer(name);
    if (port < 1 || port > kMaxPort) {
        throw Failure(Problem::IllegalOptionValue,
                      "Error: Illegal option value : --" + std::string(name) + " is no port");
    }
    return static_cast<int>(port);
}

/// The servers that a pair of options names; the port option wins over those in the list.
std::string urlOf(const Arguments& arguments, const std::string& hosts, std::string_view portOption) {
    auto servers = configdb::parseDatabaseUrls(hosts);
    for (auto& server : servers) {
        if (arguments.has(portOption)) server.port = portOf(arguments, portOption);
        server.schema = arguments.text("configdb-dbname");
    }
    return configdb::textOf(servers);
}

class OxInstaller final : public Command {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "oxinstaller",
            .summary = "configure a node",
            .description =
                "Writes the configuration of a node: node.d/node.properties, the password of the config DB, the key of "
                "the cluster and the password hash of the master administrator, each secret in a file that only its "
                "owner can read. Needs the config DB to be up. May be run again.",
            .example =
                "oxinstaller --servername=oxserver --configdb-readhost=10.20.30.217 "
                "--configdb-writehost=10.20.30.217 --configdb-user=openexchange --master-pass=secret "
                "--configdb-pass=secret --jkroute=OX-1 --ajp-bind-port=*"};
    }
    [[nodiscard]] std::vector<OptionSpec> options() const override {
        std::vector<OptionSpec> specs{
            {.name = "servername",
             .letter = 's',
             .argument = "name",
             .help = "Name of the cluster, as given to registerserver",
             .need = Need::Mandatory},
            common::kConfigDbUser,
            common::kConfigDbPassword,
            {.name = "configdb-readhost",
             .argument = "hosts",
             .help = "Host or host:port that the config DB is read from, or several with commas between",
             .fallback = "localhost"},
            {.name = "configdb-readport", .argument = "port", .help = "Port that the config DB is read from"},
            {.name = "configdb-writehost",
             .argument = "hosts",
             .help = "Host or host:port of the master of the config DB, or all its servers with commas between: the "
                     "master is found. Default: as --configdb-readhost"},
            {.name = "configdb-writeport", .argument = "port", .help = "Port of the master of the config DB"},
            common::kConfigDbName,
            {.name = "master-user",
             .argument = "name",
             .help = "Name of the master administrator",
             .fallback = "oxadminmaster"},
            {.name = "master-pass",
             .argument = "password",
             .help = "Password of the master administrator. Without one, mpasswd is left alone",
             .secret = true,
             .variable = "MASTER_PASSWORD"},
            {.name = "disableauth", .help = "Serve administrative calls without a password"},
            {.name = "jkroute", .argument = "route", .help = "Route of this node in the balancer", .fallback = "APP1"},
            {.name = "ajp-bind-port",
             .argument = "address",
             .help = "Address the AJP connector listens on, * for all; an address in spite of its name",
             .fallback = "*"},
            {.name = "ajp-port", .argument = "port", .help = "Port of the AJP connector", .fallback = "8009"},
            {.name = "http-port", .argument = "port", .help = "Port of the HTTP connector", .fallback = "8080"},
            common::kConfigDirectory};
        appendConfigDbTls(specs);
        specs.insert(specs.end(), kWithoutEffect.begin(), kWithoutEffect.end());
        specs.push_back({.name = "no-license", .help = "Accepted and ignored"});
        specs.insert(specs.end(), kDeprecated.begin(), kDeprecated.end());
        return specs;
    }
    [[nodiscard]] std::string failing(const Arguments& /*arguments*/) const override { return {}; }

    int run(const Arguments& arguments, Terminal& terminal) const override {
        for (const auto& option : kDeprecated) {
            if (!arguments.has(option.name)) continue;
            terminal.out << "option " << option.name << " is deprecated and no longer in use\n";
        }
        auto settings = settingsOf(arguments);
        settings.clusterKey = clusterKeyOf(arguments, settings);
        const auto directory = configDirectory(arguments, terminal);
        terminal.out << "setting up open-xchange configuration " << directory.string() << std::flush;
        const int written = setup::writeNodeFiles(directory, settings);
        terminal.out << std::string(static_cast<std::size_t>(written), '.') << "\n";
        return 0;
    }

private:
    static setup::NodeSettings settingsOf(const Arguments& arguments) {
        const std::string readHost = arguments.text("configdb-readhost");
        const std::string writeHost = arguments.maybe("configdb-writehost").value_or(readHost);
        setup::NodeSettings settings{.serverName = arguments.text("servername"),
                                     .readUrl = urlOf(arguments, readHost, "configdb-readport"),
                                     .writeUrl = urlOf(arguments, writeHost, "configdb-writeport"),
                                     .configUser = arguments.text("configdb-user"),
                                     .configPassword = arguments.text("configdb-pass"),
                                     .route = arguments.text("jkroute"),
                                     .ajpBindAddress = arguments.text("ajp-bind-port"),
                                     .ajpPort = portOf(arguments, "ajp-port"),
                                     .httpPort = portOf(arguments, "http-port"),
                                     .authenticationDisabled = arguments.has("disableauth"),
                                     .masterUser = arguments.text("master-user"),
                                     .masterPasswordHash = {},
                                     .clusterKey = {},
                                     .other = {}};
        settings.other = tlsOf(arguments);
        if (arguments.has("master-pass")) {
            const groupware::Configuration fallbacks(groupware::principals::options());
            settings.masterPasswordHash =
                groupware::principals::PasswordHasher(fallbacks).hash(arguments.text("master-pass")).value;
        }
        return settings;
    }

    /// The daemons connect as this tool does.
    static std::map<std::string, std::string> tlsOf(const Arguments& arguments) {
        dbpool::Endpoint endpoint;
        applyConfigDbTls(arguments, endpoint);
        if (endpoint.tlsCaFile.empty()) return {};
        return {{std::string(configdb::kTlsCaFile.key), std::filesystem::absolute(endpoint.tlsCaFile)},
                {std::string(configdb::kTlsVerifyName.key), endpoint.tlsVerifyName ? "true" : "false"},
                {std::string(configdb::kTlsCertificateFile.key), endpoint.tlsCertificateFile},
                {std::string(configdb::kTlsKeyFile.key), endpoint.tlsKeyFile}};
    }

    static std::string clusterKeyOf(const Arguments& arguments, const setup::NodeSettings& settings) {
        const auto servers = configdb::parseDatabaseUrls(settings.writeUrl);
        for (const auto& url : servers) {
            try {
                return clusterKeyAt(url, arguments, settings);
            } catch (const dbpool::DbError& error) {
                if (&url == &servers.back())
                    throw Failure(Problem::ServerStorageError, std::string("Error: the config DB: ") + error.what());
            }
        }
        return {};
    }

    /// From any server: the key is replicated.
    static std::string clusterKeyAt(const configdb::DatabaseUrl& url, const Arguments& arguments,
                                    const setup::NodeSettings& settings) {
        dbpool::Endpoint endpoint{.host = url.host,
                                  .port = url.port,
                                  .user = settings.configUser,
                                  .password = settings.configPassword,
                                  .tlsCaFile = {}};
        applyConfigDbTls(arguments, endpoint);
        dbpool::Connection connection(endpoint, {});
        configdb::Installation installation(connection, url.schema);
        const auto key = installation.exists() ? installation.key() : std::nullopt;
        if (!key) {
            throw Failure(Problem::ServerStorageError,
                          "Error: there is no config DB " + url.text() + "; run initconfigdb first");
        }
        return configdb::unwrapClusterKey(*key, arguments.text("configdb-pass"));
    }
};

}  // namespace

std::unique_ptr<Command> oxInstaller() {
    return std::make_unique<OxInstaller>();
}

}  // namespace admin::cli
