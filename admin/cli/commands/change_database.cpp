#include "admin/cli/commands/commands.h"
#include "admin/cli/database_options.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ChangeDatabase final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "changedatabase",
            .summary = "change a database server",
            .description =
                "Changes what is registered about a database server. Nodes follow within seconds. A new address, "
                "account, password or authority is tried first and stored only if it works; --no-check stores it "
                "untried, for a server that is down. --durability also sets up the semi-synchronous replication of the "
                "servers; where the accounts may not, a warning says so.",
            .example = "changedatabase -i 4 --maxunit 5000 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{
            {.name = "id", .letter = 'i', .argument = "id", .help = "Id of the database", .need = Need::EitherOr},
            {.name = "name", .letter = 'n', .argument = "name", .help = "Name of the database", .need = Need::EitherOr},
            {.name = "newname", .argument = "name", .help = "New name; the names of existing schemas stay"}};
        appendDatabaseOptions(specs, false);
        specs.push_back({.name = "no-check", .help = "Store the values without trying them"});
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "database", .id = idOrName(arguments, "id", "name")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments, {{"newname", "name"}});
        setGiven(body, call.arguments, kDatabaseFields);
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
