#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class UnregisterDatabase final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "unregisterdatabase",
                .summary = "take a database out of the cluster",
                .description =
                    "Unregisters a replica, or a master without replicas and contexts. Its data stays. A replica may "
                    "be in use: running nodes turn to the other servers within seconds, as a warning says.",
                .example = "unregisterdatabase -i 6 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {{.name = "id", .letter = 'i', .argument = "id", .help = "Id of the database", .need = Need::EitherOr},
                {.name = "name",
                 .letter = 'n',
                 .argument = "name",
                 .help = "Name of the database",
                 .need = Need::EitherOr}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "database", .id = idOrName(arguments, "id", "name")};
    }
    [[nodiscard]] std::string_view verb() const override { return "unregistered"; }
    int execute(Call& call) const override {
        const auto answer = call.rest.remove(pathOf("/databases", call.arguments, "id", "name"));
        succeed(call, {.object = "database", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> unregisterDatabase() {
    return std::make_unique<UnregisterDatabase>();
}

}  // namespace admin::cli
