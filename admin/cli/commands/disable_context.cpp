#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class DisableContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "disablecontext",
            .summary = "disable a context",
            .description =
                "Keeps the users of a context out; its data stays. With a reason (see createreason) who wants to log "
                "in reads its text.",
            .example = "disablecontext -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kContextId,
                common::kContextName,
                {.name = "reason", .letter = 'r', .argument = "id", .help = "Id of the reason"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "disabled"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        body.set("enabled", false);
        setGiven(body, call.arguments, {{"reason", "reasonId", Field::Kind::Integer}});
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
