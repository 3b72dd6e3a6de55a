#include "admin/cli/commands/commands.h"
#include "admin/cli/failure.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class RegisterDatabase final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "registerdatabase",
            .summary = "register a database server",
            .description =
                "Registers a MariaDB master, which becomes a place for contexts, or a replica of a registered master. "
                "The server must be reachable from the daemon. The password is sealed with the cluster key.",
            .example =
                "registerdatabase -A oxadminmaster -P secret --name oxdatabase --hostname 10.20.30.217 --dbuser "
                "openexchange --dbpasswd secret --master true"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {{.name = "name",
                 .letter = 'n',
                 .argument = "name",
                 .help = "Name of the database; of a master also the start of its schema names",
                 .need = Need::Mandatory},
                {.name = "master",
                 .letter = 'm',
                 .argument = "true/false",
                 .help = "Whether it is a master",
                 .need = Need::Mandatory},
                {.name = "masterid", .letter = 'M', .argument = "id", .help = "Id of the master, for a replica"},
                {.name = "hostname",
                 .letter = 'H',
                 .argument = "host",
                 .help = "Host, host:port or mysql://host:port of the database server",
                 .fallback = "localhost"},
                {.name = "dbuser",
                 .letter = 'u',
                 .argument = "user",
                 .help = "Account at the database server",
                 .fallback = "openexchange"},
                {.name = "dbpasswd",
                 .letter = 'p',
                 .argument = "password",
                 .help = "Password of that account",
                 .need = Need::Mandatory,
                 .secret = true,
                 .variable = "DB_PASSWORD"},
                {.name = "dbdriver",
                 .letter = 'd',
                 .argument = "driver",
                 .help = "Accepted and ignored: there is one driver"},
                {.name = "dbweight",
                 .letter = 'w',
                 .argument = "number",
                 .help = "Share of new contexts, from 0 to 100",
                 .fallback = "100"},
                {.name = "maxunit",
                 .letter = 'x',
                 .argument = "number",
                 .help = "Contexts the database takes; -1 unlimited, 0 takes no new ones",
                 .fallback = "1000"},
                {.name = "weight",
                 .argument = "number",
                 .help = "Share of reads among the replicas of its site, 0 to 100; 0: only without other servers",
                 .fallback = "100"},
                {.name = "site",
                 .argument = "name",
                 .help = "Where the server stands; nodes with this dbpool.site ask its replicas first"},
                {.name = "poolhardlimit",
                 .letter = 'l',
                 .argument = "true/false",
                 .help = "If false, a node may exceed poolmax, up to dbpool.maxConnections",
                 .fallback = "true"},
                {.name = "poolinitial",
                 .letter = 'o',
                 .argument = "number",
                 .help = "Connections a node opens when it first uses the database, and keeps",
                 .fallback = "0"},
                {.name = "poolmax",
                 .letter = 'a',
                 .argument = "number",
                 .help = "Connections a node opens at most; goes before dbpool.maxConnections",
                 .fallback = "100"},
                {.name = "tls-ca",
                 .argument = "file",
                 .help = "Authority that signs the certificate of the server; if given, TLS is required"},
                {.name = "strict-grants", .help = "Refuse an account that may write through read_only"}};
    }
    [[nodiscard]] Subject subject(const Arguments& /*arguments*/) const override { return {.object = "database"}; }
    [[nodiscard]] std::string_view verb() const override { return "registered"; }
    int execute(Call& call) const override {
        const bool master = call.arguments.truth("master");
        if (!master && !call.arguments.has("masterid")) {
            throw Failure(Problem::MissingOption, "Error: master id must be set if this database isn't the master");
        }
        if (master && call.arguments.has("masterid")) {
            throw Failure(Problem::InvalidData, "Error: Master ID can only be set if this is a slave.");
        }
        Poco::JSON::Object body;
        body.set("name", call.arguments.text("name"));
        body.set("master", master);
        body.set("hostname", call.arguments.text("hostname"));
        body.set("login", call.arguments.text("dbuser"));
        body.set("strictGrants", call.arguments.has("strict-grants"));
        setGiven(body, call.arguments,
                 {{"dbpasswd", "password"},
                  {"dbweight", "weight", Field::Kind::Integer},
                  {"maxunit", "maxContexts", Field::Kind::Integer},
                  {"weight", "readWeight", Field::Kind::Integer},
                  {"site", "site"},
                  {"poolhardlimit", "poolHardLimit", Field::Kind::Truth},
                  {"poolinitial", "poolInitial", Field::Kind::Integer},
                  {"poolmax", "poolMax", Field::Kind::Integer},
                  {"tls-ca", "tlsCa"}});
        if (!master) body.set("masterId", call.arguments.id("masterid"));
        const auto answer = call.rest.post("/databases", body);
        succeed(call, {.object = "database", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> registerDatabase() {
    return std::make_unique<RegisterDatabase>();
}

}  // namespace admin::cli
