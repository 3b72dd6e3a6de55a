#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ChangeServer final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "changeserver",
            .summary = "rename a cluster",
            .description = "Gives a registered server another name. The nodes must be configured with the new name.",
            .example = "changeserver -i 2 --newname oxcluster -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            {.name = "id", .letter = 'i', .argument = "id", .help = "Id of the server", .need = Need::EitherOr},
            {.name = "name", .letter = 'n', .argument = "name", .help = "Name of the server", .need = Need::EitherOr},
            {.name = "newname", .argument = "name", .help = "New name of the server", .need = Need::Mandatory}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "server", .id = idOrName(arguments, "id", "name")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments, {{"newname", "name"}});
        const auto answer = call.rest.patch(pathOf("/servers", call.arguments, "id", "name"), body);
        succeed(call, {.object = "server", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeServer() {
    return std::make_unique<ChangeServer>();
}

}  // namespace admin::cli
