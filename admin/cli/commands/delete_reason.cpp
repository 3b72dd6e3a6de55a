#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class DeleteReason final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "deletereason",
                .summary = "delete a reason for which contexts are disabled",
                .description = "Deletes a maintenance reason that no context is disabled for.",
                .example = "deletereason -i 12 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            {.name = "reasonid", .letter = 'i', .argument = "id", .help = "Id of the reason", .need = Need::Mandatory}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "reason", .id = idOrName(arguments, "reasonid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "deleted"; }
    int execute(Call& call) const override {
        const auto answer = call.rest.remove(pathOf("/reasons", call.arguments, "reasonid", ""));
        succeed(call, {.object = "reason", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> deleteReason() {
    return std::make_unique<DeleteReason>();
}

}  // namespace admin::cli
