#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class UnregisterFilestore final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "unregisterfilestore",
                .summary = "take a filestore out of the cluster",
                .description = "Unregisters a filestore that no context uses. Its directory stays.",
                .example = "unregisterfilestore -i 3 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            {.name = "id", .letter = 'i', .argument = "id", .help = "Id of the filestore", .need = Need::Mandatory}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "filestore", .id = idOrName(arguments, "id", "name")};
    }
    [[nodiscard]] std::string_view verb() const override { return "unregistered"; }
    int execute(Call& call) const override {
        const auto answer = call.rest.remove(pathOf("/filestores", call.arguments, "id", "name"));
        succeed(call, {.object = "filestore", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> unregisterFilestore() {
    return std::make_unique<UnregisterFilestore>();
}

}  // namespace admin::cli
