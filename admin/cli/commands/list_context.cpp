#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListContext final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listcontext",
                .summary = "list the contexts",
                .description =
                    "Lists the contexts. The pattern is compared with id, name and login mappings. Quotas are in MB.",
                .example = "listcontext -s 'acme*' -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "context"; }
    [[nodiscard]] std::string path(const Arguments& /*arguments*/) const override { return "/contexts"; }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "id", .heading = "cid", .csvHeading = "id", .align = Align::Right},
                {.key = "filestoreId", .heading = "fid", .csvHeading = "filestore_id", .align = Align::Right},
                {.key = "filestoreName", .heading = "fname", .csvHeading = "filestore_name"},
                {.key = "enabled", .heading = "enabled", .csvHeading = "enabled"},
                {.key = "quota", .heading = "qmax", .csvHeading = "max_quota", .align = Align::Right},
                {.key = "used", .heading = "qused", .csvHeading = "used_quota", .align = Align::Right},
                {.key = "name", .heading = "name", .csvHeading = "name"},
                {.key = "mappings", .heading = "lmappings", .csvHeading = "lmappings"},
                {.key = "attributes", .csvHeading = "attributes"}};
    }
};

}  // namespace

std::unique_ptr<Command> listContext() {
    return std::make_unique<ListContext>();
}

}  // namespace admin::cli
