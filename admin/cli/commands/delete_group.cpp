#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class DeleteGroup final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "deletegroup",
                .summary = "delete a group",
                .description =
                    "Deletes a group. It leaves all permissions; a folder that nobody else administers goes to the "
                    "administrator of "
                    "the context.",
                .example = "deletegroup -c 1 -i 2 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            common::kUsersContext,
            common::kGroupId,
            {.name = "name", .letter = 'n', .argument = "name", .help = "Name of the group", .need = Need::EitherOr}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "group",
                .id = idOrName(arguments, "groupid", "name"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "deleted"; }
    int execute(Call& call) const override {
        const auto path = pathOf(insideContext(call.arguments, "groups"), call.arguments, "groupid", "name");
        const auto answer = call.rest.remove(path);
        succeed(call, subjectOf("group", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> deleteGroup() {
    return std::make_unique<DeleteGroup>();
}

}  // namespace admin::cli
