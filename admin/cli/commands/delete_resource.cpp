#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class DeleteResource final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "deleteresource",
                .summary = "delete a resource",
                .description = "Deletes a resource and its calendar. Events that name it stay as they are.",
                .example = "deleteresource -c 1 -i 2 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kUsersContext,
                common::kResourceId,
                {.name = "name",
                 .letter = 'n',
                 .argument = "name",
                 .help = "Name of the resource",
                 .need = Need::EitherOr}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "resource",
                .id = idOrName(arguments, "resourceid", "name"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "deleted"; }
    int execute(Call& call) const override {
        const auto path = pathOf(insideContext(call.arguments, "resources"), call.arguments, "resourceid", "name");
        const auto answer = call.rest.remove(path);
        succeed(call, subjectOf("resource", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> deleteResource() {
    return std::make_unique<DeleteResource>();
}

}  // namespace admin::cli
