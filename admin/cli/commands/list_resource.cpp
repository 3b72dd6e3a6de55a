#include "admin/cli/booking_options.h"
#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListResource final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listresource",
                .summary = "list the resources of a context",
                .description = "Lists the resources of a context.",
                .example = "listresource -c 1 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "resource"; }
    [[nodiscard]] std::vector<OptionSpec> extraOptions() const override { return {common::kUsersContext}; }
    [[nodiscard]] std::string path(const Arguments& arguments) const override {
        return insideContext(arguments, "resources");
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        std::vector<Column> columns{{.key = "id", .heading = "Id", .csvHeading = "id", .align = Align::Right},
                                    {.key = "name", .heading = "Name", .csvHeading = "name"},
                                    {.key = "displayName", .heading = "Displayname", .csvHeading = "displayname"},
                                    {.key = "email", .heading = "Email", .csvHeading = "email"},
                                    {.key = "available", .heading = "Available", .csvHeading = "available"},
                                    {.key = "description", .csvHeading = "description"}};
        const auto booking = bookingColumns();
        columns.insert(columns.end(), booking.begin(), booking.end());
        return columns;
    }
};

}  // namespace

std::unique_ptr<Command> listResource() {
    return std::make_unique<ListResource>();
}

}  // namespace admin::cli
