#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class DeleteContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "deletecontext",
                .summary = "delete a context with all its data",
                .description =
                    "Deletes a context: users, folders, objects and files. A deletion that was interrupted is finished "
                    "by the daemon.",
                .example = "deletecontext -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kContextId, common::kContextName};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "deleted"; }
    int execute(Call& call) const override {
        const auto answer = call.rest.remove(pathOf("/contexts", call.arguments, "contextid", "contextname"));
        succeed(call, {.object = "context", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> deleteContext() {
    return std::make_unique<DeleteContext>();
}

}  // namespace admin::cli
