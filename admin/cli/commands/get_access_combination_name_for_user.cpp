#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class GetAccessCombinationNameForUser final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "getaccesscombinationnameforuser",
                .summary = "print the name of what a user may use",
                .description =
                    "Prints the name of the access combination that is exactly what a user may use. If there "
                    "is none, standard output stays empty.",
                .example = "getaccesscombinationnameforuser -c 1 -u testuser -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kUsersContext, common::kUserId, common::kUserName};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "access combination of user",
                .id = idOrName(arguments, "userid", "username"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "looked up"; }
    int execute(Call& call) const override {
        printAccessCombination(
            call, call.rest.get(pathOf(insideContext(call.arguments, "users"), call.arguments, "userid", "username")));
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> getAccessCombinationNameForUser() {
    return std::make_unique<GetAccessCombinationNameForUser>();
}

}  // namespace admin::cli
