#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListReason final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listreason",
                .summary = "list the reasons for which contexts are disabled",
                .description = "Lists the maintenance reasons. The pattern is one of ids and texts.",
                .example = "listreason -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "reason"; }
    [[nodiscard]] std::string path(const Arguments& /*arguments*/) const override { return "/reasons"; }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "id", .heading = "id", .csvHeading = "id", .align = Align::Right},
                {.key = "text", .heading = "text", .csvHeading = "text"}};
    }
};

}  // namespace

std::unique_ptr<Command> listReason() {
    return std::make_unique<ListReason>();
}

}  // namespace admin::cli
