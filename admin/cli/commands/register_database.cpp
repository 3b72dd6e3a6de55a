#include "admin/cli/commands/commands.h"
#include "admin/cli/database_options.h"
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
                "The server must be reachable from the daemon. Passwords are sealed with the cluster key. Besides the "
                "nodes' account there may be one for migrations and one for operators, which nodes do not use: then "
                "the nodes' needs no right to create or alter anything. etc/mariadb/grants.sql of the examples has all "
                "three.",
            .example =
                "registerdatabase -A oxadminmaster -P secret --name oxdatabase --hostname 10.20.30.217 --dbuser "
                "openexchange --dbpasswd secret --master true"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{
            {.name = "name",
             .letter = 'n',
             .argument = "name",
             .help = "Name of the database; of a master also the start of its schema names",
             .need = Need::Mandatory},
            {.name = "master",
             .letter = 'm',
             .argument = "true/false",
             .help = "Whether it is a master",
             .need = Need::Mandatory},
            {.name = "masterid", .letter = 'M', .argument = "id", .help = "Id of the master, for a replica"}};
        appendDatabaseOptions(specs, true);
        return specs;
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
        setGiven(body, call.arguments, kDatabaseFields);
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
