#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListServer final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listserver",
                .summary = "list the registered clusters",
                .description = "Lists the registered servers.",
                .example = "listserver -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "server"; }
    [[nodiscard]] std::string path(const Arguments& /*arguments*/) const override { return "/servers"; }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "id", .heading = "Id", .csvHeading = "id", .align = Align::Right},
                {.key = "name", .heading = "Name", .csvHeading = "name"}};
    }
};

}  // namespace

std::unique_ptr<Command> listServer() {
    return std::make_unique<ListServer>();
}

}  // namespace admin::cli
