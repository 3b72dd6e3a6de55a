#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListGroup final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listgroup",
                .summary = "list the groups of a context",
                .description = "Lists the groups of a context with the ids of their members.",
                .example = "listgroup -c 1 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "group"; }
    [[nodiscard]] std::vector<OptionSpec> extraOptions() const override { return {common::kUsersContext}; }
    [[nodiscard]] std::string path(const Arguments& arguments) const override {
        return insideContext(arguments, "groups");
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "id", .heading = "Id", .csvHeading = "id", .align = Align::Right},
                {.key = "name", .heading = "Name", .csvHeading = "name"},
                {.key = "displayName", .heading = "Displayname", .csvHeading = "displayname"},
                {.key = "members", .heading = "Members", .csvHeading = "members"}};
    }
};

}  // namespace

std::unique_ptr<Command> listGroup() {
    return std::make_unique<ListGroup>();
}

}  // namespace admin::cli
