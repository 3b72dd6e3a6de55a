#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

#include <ostream>

namespace admin::cli {
namespace {

class ExistsUser final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "existsuser",
                .summary = "ask whether a user exists",
                .description = "Says whether a user exists. The exit status is 0 if he does and 1 if he does not.",
                .example = "existsuser -c 1 -u testuser -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kUsersContext, common::kUserId, common::kUserName};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "user",
                .id = idOrName(arguments, "userid", "username"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "looked up"; }
    int execute(Call& call) const override {
        std::string answer = "exists";
        int status = 0;
        try {
            (void)call.rest.get(pathOf(insideContext(call.arguments, "users"), call.arguments, "userid", "username"));
        } catch (const Failure& failure) {
            if (failure.problem() != Problem::NoSuchUser) throw;
            answer = "does not exist";
            status = 1;
        }
        call.terminal.out << "User " << idOrName(call.arguments, "userid", "username") << " in context "
                          << call.arguments.id("contextid") << " " << answer << "\n";
        return status;
    }
};

}  // namespace

std::unique_ptr<Command> existsUser() {
    return std::make_unique<ExistsUser>();
}

}  // namespace admin::cli
