#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListQuota final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "listquota",
            .summary = "list how many objects a context may have",
            .description =
                "Lists the quotas of single modules that changecontext has set: a number of objects, 0 for no limit. "
                "Modules that are not listed have no limit either.",
            .example = "listquota -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "quota"; }
    [[nodiscard]] std::vector<OptionSpec> extraOptions() const override { return {common::kUsersContext}; }
    [[nodiscard]] std::string path(const Arguments& arguments) const override {
        return insideContext(arguments, "quotas");
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "module", .heading = "module", .csvHeading = "module"},
                {.key = "maximum", .heading = "qlimit", .csvHeading = "limit", .align = Align::Right}};
    }
};

}  // namespace

std::unique_ptr<Command> listQuota() {
    return std::make_unique<ListQuota>();
}

}  // namespace admin::cli
