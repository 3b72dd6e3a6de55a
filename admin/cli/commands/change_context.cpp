#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/user_options.h"

namespace admin::cli {
namespace {

class ChangeContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "changecontext",
                .summary = "change a context",
                .description =
                    "Changes a context. With -c and -N it is renamed. Access options change what its administrator may "
                    "use; what the other users may use is changed by changeuser.",
                .example = "changecontext -c 1 -q 2048 -L example.com -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{
            common::kContextId,
            common::kContextName,
            {.name = "quota", .letter = 'q', .argument = "MB", .help = "Quota of its files in MB; -1 unlimited"},
            {.name = "addmapping",
             .letter = 'L',
             .argument = "names",
             .help = "Login mappings to add, separated by commas"},
            {.name = "removemapping",
             .letter = 'R',
             .argument = "names",
             .help = "Login mappings to remove, separated by commas"},
            {.name = "access-combination-name",
             .argument = "name",
             .help = "Named set of modules its administrator may use"}};
        appendAccessOptions(specs);
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"quota", "quota", Field::Kind::Integer},
                  {"addmapping", "addMappings", Field::Kind::List},
                  {"removemapping", "removeMappings", Field::Kind::List}});
        if (call.arguments.has("contextid") && call.arguments.has("contextname")) {
            body.set("name", call.arguments.text("contextname"));
        }
        setAccess(body, call.arguments);
        const auto answer = call.rest.patch(pathOf("/contexts", call.arguments, "contextid", "contextname"), body);
        succeed(call, {.object = "context", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeContext() {
    return std::make_unique<ChangeContext>();
}

}  // namespace admin::cli
