#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class EnableContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "enablecontext",
                .summary = "enable a context",
                .description = "Lets the users of a disabled context log in again.",
                .example = "enablecontext -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kContextId, common::kContextName};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "enabled"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        body.set("enabled", true);
        const auto answer = call.rest.patch(pathOf("/contexts", call.arguments, "contextid", "contextname"), body);
        succeed(call, {.object = "context", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> enableContext() {
    return std::make_unique<EnableContext>();
}

}  // namespace admin::cli
