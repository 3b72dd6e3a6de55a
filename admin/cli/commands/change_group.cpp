#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ChangeGroup final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "changegroup",
                .summary = "change a group",
                .description =
                    "Changes a group: its members, and with -i also its name. The group of all users (0) cannot be "
                    "changed, the standard "
                    "group (1) not be renamed.",
                .example = "changegroup -c 1 -i 2 -a 5 -r 3,4 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kUsersContext,
                common::kGroupId,
                {.name = "name",
                 .letter = 'n',
                 .argument = "name",
                 .help = "Name of the group; with --groupid its new name",
                 .need = Need::EitherOr},
                {.name = "displayname", .letter = 'd', .argument = "name", .help = "Display name"},
                {.name = "addmembers",
                 .letter = 'a',
                 .argument = "ids",
                 .help = "Ids of the users to put into it, separated by commas"},
                {.name = "removemembers",
                 .letter = 'r',
                 .argument = "ids",
                 .help = "Ids of the users to take out of it, separated by commas"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "group",
                .id = idOrName(arguments, "groupid", "name"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"displayname", "displayName"},
                  {"addmembers", "addMembers", Field::Kind::List},
                  {"removemembers", "removeMembers", Field::Kind::List}});
        if (call.arguments.has("groupid")) setGiven(body, call.arguments, {{"name", "name"}});
        const auto path = pathOf(insideContext(call.arguments, "groups"), call.arguments, "groupid", "name");
        const auto answer = call.rest.patch(path, body);
        succeed(call, subjectOf("group", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeGroup() {
    return std::make_unique<ChangeGroup>();
}

}  // namespace admin::cli
