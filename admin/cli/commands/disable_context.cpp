#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class DisableContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "disablecontext",
                .summary = "disable a context",
                .description = "Ends the sessions of a context and refuses new ones; its data stays.",
                .example = "disablecontext -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kContextId, common::kContextName};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "disabled"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        body.set("enabled", false);
        const auto answer = call.rest.patch(pathOf("/contexts", call.arguments, "contextid", "contextname"), body);
        succeed(call, {.object = "context", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> disableContext() {
    return std::make_unique<DisableContext>();
}

}  // namespace admin::cli
