#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/remote_command.h"

#include <ostream>

namespace admin::cli {
namespace {

class ExistsContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "existscontext",
                .summary = "ask whether a context exists",
                .description = "Says whether a context exists. The exit status is 0 if it does and 1 if it does not.",
                .example = "existscontext -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kContextId, common::kContextName};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "looked up"; }
    int execute(Call& call) const override {
        std::string answer = "exists";
        int status = 0;
        try {
            (void)call.rest.get(pathOf("/contexts", call.arguments, "contextid", "contextname"));
        } catch (const Failure& failure) {
            if (failure.problem() != Problem::NoSuchContext) throw;
            answer = "does not exist";
            status = 1;
        }
        call.terminal.out << "Context " << idOrName(call.arguments, "contextid", "contextname") << " " << answer
                          << "\n";
        return status;
    }
};

}  // namespace

std::unique_ptr<Command> existsContext() {
    return std::make_unique<ExistsContext>();
}

}  // namespace admin::cli
