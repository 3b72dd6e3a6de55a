#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ChangeDatabase final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "changedatabase",
                .summary = "change a database server",
                .description =
                    "Changes what is registered about a database server. Nodes follow within seconds. A new address, "
                    "account, password or authority is tried first and stored only if it works; --no-check stores it "
                    "untried, for a server that is down.",
                .example = "changedatabase -i 4 --maxunit 5000 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            {.name = "id", .letter = 'i', .argument = "id", .help = "Id of the database", .need = Need::EitherOr},
            {.name = "name", .letter = 'n', .argument = "name", .help = "Name of the database", .need = Need::EitherOr},
            {.name = "newname", .argument = "name", .help = "New name; the names of existing schemas stay"},
            {.name = "hostname",
             .letter = 'H',
             .argument = "host",
             .help = "Host, host:port or mysql://host:port of the database server"},
            {.name = "dbuser", .letter = 'u', .argument = "user", .help = "Account at the database server"},
            {.name = "dbpasswd",
             .letter = 'p',
             .argument = "password",
             .help = "Password of that account",
             .secret = true},
            {.name = "dbdriver",
             .letter = 'd',
             .argument = "driver",
             .help = "Accepted and ignored: there is one driver"},
            {.name = "dbweight", .letter = 'w', .argument = "number", .help = "Share of new contexts, from 0 to 100"},
            {.name = "maxunit",
             .letter = 'x',
             .argument = "number",
             .help = "Contexts the database takes; -1 unlimited, 0 takes no new ones"},
            {.name = "weight",
             .argument = "number",
             .help = "Share of reads among the replicas of its site, 0 to 100; 0: only without other servers"},
            {.name = "site",
             .argument = "name",
             .help = "Where the server stands; nodes with this dbpool.site ask its replicas first"},
            {.name = "poolhardlimit",
             .letter = 'l',
             .argument = "true/false",
             .help = "If false, a node may exceed poolmax, up to dbpool.maxConnections"},
            {.name = "poolinitial",
             .letter = 'o',
             .argument = "number",
             .help = "Connections a node opens when it first uses the database, and keeps"},
            {.name = "poolmax",
             .letter = 'a',
             .argument = "number",
             .help = "Connections a node opens at most; goes before dbpool.maxConnections"},
            {.name = "tls-ca",
             .argument = "file",
             .help = "Authority that signs the certificate of the server; if given, TLS is required"},
            {.name = "strict-grants", .help = "Refuse an account that may write through read_only"},
            {.name = "no-check", .help = "Store the values without trying them"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "database", .id = idOrName(arguments, "id", "name")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"newname", "name"},
                  {"hostname", "hostname"},
                  {"dbuser", "login"},
                  {"dbpasswd", "password"},
                  {"dbweight", "weight", Field::Kind::Integer},
                  {"maxunit", "maxContexts", Field::Kind::Integer},
                  {"weight", "readWeight", Field::Kind::Integer},
                  {"site", "site"},
                  {"poolhardlimit", "poolHardLimit", Field::Kind::Truth},
                  {"poolinitial", "poolInitial", Field::Kind::Integer},
                  {"poolmax", "poolMax", Field::Kind::Integer},
                  {"tls-ca", "tlsCa"}});
        if (call.arguments.has("strict-grants")) body.set("strictGrants", true);
        if (call.arguments.has("no-check")) body.set("check", false);
        const auto answer = call.rest.patch(pathOf("/databases", call.arguments, "id", "name"), body);
        succeed(call, {.object = "database", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeDatabase() {
    return std::make_unique<ChangeDatabase>();
}

}  // namespace admin::cli
