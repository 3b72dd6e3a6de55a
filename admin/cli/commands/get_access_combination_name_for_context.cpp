#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class GetAccessCombinationNameForContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "getaccesscombinationnameforcontext",
                .summary = "print the name of what a context may use",
                .description =
                    "Prints the name of the access combination that is exactly what the administrator of a "
                    "context may use, and new users with him. If there is none, standard output stays empty.",
                .example = "getaccesscombinationnameforcontext -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override { return {common::kUsersContext}; }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "access combination of context", .id = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "looked up"; }
    int execute(Call& call) const override {
        printAccessCombination(call, call.rest.get(insideContext(call.arguments, "access")));
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> getAccessCombinationNameForContext() {
    return std::make_unique<GetAccessCombinationNameForContext>();
}

}  // namespace admin::cli
