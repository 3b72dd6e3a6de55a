#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class DeleteUser final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "deleteuser",
                .summary = "delete a user",
                .description =
                    "Deletes a user with his private folders. Other folders he owns go to the administrator of the "
                    "context, or to the user named by --reassign; with --no-reassign they are deleted, too, with what "
                    "others put into them.",
                .example = "deleteuser -c 1 -i 3 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kUsersContext,
                common::kUserId,
                common::kUserName,
                {.name = "reassign",
                 .letter = 'r',
                 .argument = "id",
                 .help = "User who gets the folders that are not private"},
                {.name = "no-reassign", .help = "Delete the folders that are not private, too"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "user",
                .id = idOrName(arguments, "userid", "username"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "deleted"; }
    int execute(Call& call) const override {
        std::string path = pathOf(insideContext(call.arguments, "users"), call.arguments, "userid", "username");
        if (call.arguments.has("no-reassign")) {
            if (call.arguments.has("reassign")) {
                throw Failure(Problem::IllegalOptionValue,
                              "Error: Illegal option value : --reassign and --no-reassign exclude each other");
            }
            path = withQuery(path, "shared", "remove");
        } else if (call.arguments.has("reassign")) {
            path = withQuery(path, "reassign", std::to_string(call.arguments.id("reassign")));
        }
        const auto answer = call.rest.remove(path);
        succeed(call, subjectOf("user", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> deleteUser() {
    return std::make_unique<DeleteUser>();
}

}  // namespace admin::cli
