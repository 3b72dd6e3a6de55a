#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class CreateGroup final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "creategroup",
                .summary = "create a group",
                .description = "Creates a group. Folders can be shared with it.",
                .example = "creategroup -c 1 -n sales -d Sales -a 3,4 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            common::kUsersContext,
            {.name = "name",
             .letter = 'n',
             .argument = "name",
             .help = "Unique name of the group",
             .need = Need::Mandatory},
            {.name = "displayname", .letter = 'd', .argument = "name", .help = "Display name", .need = Need::Mandatory},
            {.name = "addmembers",
             .letter = 'a',
             .argument = "ids",
             .help = "Ids of the users to put into it, separated by commas"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "group", .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "created"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"name", "name"}, {"displayname", "displayName"}, {"addmembers", "members", Field::Kind::List}});
        const auto answer = call.rest.post(insideContext(call.arguments, "groups"), body);
        succeed(call, subjectOf("group", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> createGroup() {
    return std::make_unique<CreateGroup>();
}

}  // namespace admin::cli
