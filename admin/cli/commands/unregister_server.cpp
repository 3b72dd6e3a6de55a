#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class UnregisterServer final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "unregisterserver",
                .summary = "unregister a cluster",
                .description = "Unregisters a server that no context uses.",
                .example = "unregisterserver -i 2 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            {.name = "id", .letter = 'i', .argument = "id", .help = "Id of the server", .need = Need::EitherOr},
            {.name = "name", .letter = 'n', .argument = "name", .help = "Name of the server", .need = Need::EitherOr}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "server", .id = idOrName(arguments, "id", "name")};
    }
    [[nodiscard]] std::string_view verb() const override { return "unregistered"; }
    int execute(Call& call) const override {
        const auto answer = call.rest.remove(pathOf("/servers", call.arguments, "id", "name"));
        succeed(call, {.object = "server", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> unregisterServer() {
    return std::make_unique<UnregisterServer>();
}

}  // namespace admin::cli
