#include "admin/cli/database_options.h"

namespace admin::cli {
namespace {

/// How and as whom the nodes connect.
void appendAccess(std::vector<OptionSpec>& specs, bool registering) {
    specs.insert(specs.end(), {{.name = "hostname",
                                .letter = 'H',
                                .argument = "host",
                                .help = "Host, host:port or mysql://host:port of the database server",
                                .fallback = registering ? "localhost" : ""},
                               {.name = "dbuser",
                                .letter = 'u',
                                .argument = "user",
                                .help = "Account at the database server",
                                .fallback = registering ? "openexchange" : ""},
                               {.name = "dbpasswd",
                                .letter = 'p',
                                .argument = "password",
                                .help = "Password of that account",
                                .need = registering ? Need::Mandatory : Need::Optional,
                                .secret = true,
                                .variable = registering ? "DB_PASSWORD" : ""},
                               {.name = "dbdriver",
                                .letter = 'd',
                                .argument = "driver",
                                .help = "Accepted and ignored: there is one driver"}});
}

void appendAccounts(std::vector<OptionSpec>& specs) {
    specs.insert(specs.end(),
                 {{.name = "operator-user",
                   .argument = "user",
                   .help = "Account that may promote the server, used by the administration only; empty for none"},
                  {.name = "operator-passwd",
                   .argument = "password",
                   .help = "Password of the operator account",
                   .secret = true,
                   .variable = "DB_OPERATOR_PASSWORD",
                   .account = "operator-user"},
                  {.name = "migration-user",
                   .argument = "user",
                   .help = "Account that makes and alters schemas, used by the administration only; empty for none: "
                           "then the nodes' account does it"},
                  {.name = "migration-passwd",
                   .argument = "password",
                   .help = "Password of the migration account",
                   .secret = true,
                   .variable = "DB_MIGRATION_PASSWORD",
                   .account = "migration-user"}});
}

void appendPlaces(std::vector<OptionSpec>& specs, bool registering) {
    specs.insert(
        specs.end(),
        {{.name = "dbweight",
          .letter = 'w',
          .argument = "number",
          .help = "Share of new contexts, from 0 to 100",
          .fallback = registering ? "100" : ""},
         {.name = "maxunit",
          .letter = 'x',
          .argument = "number",
          .help = "Contexts the database takes; -1 unlimited, 0 takes no new ones",
          .fallback = registering ? "1000" : ""},
         {.name = "weight",
          .argument = "number",
          .help = "Share of reads among the replicas of its site, 0 to 100; 0: only without other servers",
          .fallback = registering ? "100" : ""},
         {.name = "site",
          .argument = "name",
          .help = "Where the server stands; nodes with this dbpool.site ask its replicas first"},
         {.name = "durability",
          .argument = "available/strict",
          .help = "Of a master: whether a change is only acknowledged when a replica has it (strict), so that no "
                  "promotion loses any, and writes wait while no replica answers; or is waited for a moment "
                  "only, so that a crash of the master may lose the last changes. promotedatabase --to with "
                  "the master's name sets its servers up so"},
         {.name = "poolhardlimit",
          .letter = 'l',
          .argument = "true/false",
          .help = "If false, a node may exceed poolmax, up to dbpool.maxConnections",
          .fallback = registering ? "true" : ""},
         {.name = "poolinitial",
          .letter = 'o',
          .argument = "number",
          .help = "Connections a node opens when it first uses the database, and keeps",
          .fallback = registering ? "0" : ""},
         {.name = "poolmax",
          .letter = 'a',
          .argument = "number",
          .help = "Connections a node opens at most; goes before dbpool.maxConnections",
          .fallback = registering ? "100" : ""}});
}

/// The files are looked for on every node and on the daemon's machine.
void appendTls(std::vector<OptionSpec>& specs) {
    specs.insert(specs.end(),
                 {{.name = "tls-ca",
                   .argument = "file",
                   .help = "PEM file of the authority that signs the server's certificate, at the same place on every "
                           "node; if given, TLS is required and verified"},
                  {.name = "tls-verify-name",
                   .argument = "true/false",
                   .help = "Whether the certificate must name the host that is connected to; a new server's must"},
                  {.name = "tls-cert",
                   .argument = "file",
                   .help = "PEM file of the certificate that nodes show to a server that asks for one"},
                  {.name = "tls-key", .argument = "file", .help = "PEM file of the key of that certificate"},
                  {.name = "strict-grants",
                   .help = "Refuse an account of the nodes or of migrations that may write through read_only"}});
}

}  // namespace

const std::vector<Field> kDatabaseFields{{"hostname", "hostname"},
                                         {"dbuser", "login"},
                                         {"dbpasswd", "password"},
                                         {"operator-user", "operatorLogin"},
                                         {"operator-passwd", "operatorPassword"},
                                         {"migration-user", "migrationLogin"},
                                         {"migration-passwd", "migrationPassword"},
                                         {"dbweight", "weight", Field::Kind::Integer},
                                         {"maxunit", "maxContexts", Field::Kind::Integer},
                                         {"weight", "readWeight", Field::Kind::Integer},
                                         {"site", "site"},
                                         {"durability", "durability"},
                                         {"poolhardlimit", "poolHardLimit", Field::Kind::Truth},
                                         {"poolinitial", "poolInitial", Field::Kind::Integer},
                                         {"poolmax", "poolMax", Field::Kind::Integer},
                                         {"tls-ca", "tlsCa"},
                                         {"tls-verify-name", "tlsVerifyName", Field::Kind::Truth},
                                         {"tls-cert", "tlsCertificate"},
                                         {"tls-key", "tlsKey"}};

void appendDatabaseOptions(std::vector<OptionSpec>& specs, bool registering) {
    appendAccess(specs, registering);
    appendAccounts(specs);
    appendPlaces(specs, registering);
    appendTls(specs);
}

}  // namespace admin::cli
