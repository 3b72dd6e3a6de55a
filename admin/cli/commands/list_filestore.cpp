#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListFilestore final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listfilestore",
                .summary = "list the filestores",
                .description =
                    "Lists the registered filestores. Sizes are in MB; reserved is what the average size of a context "
                    "sets aside for those it holds; used is what their files take.",
                .example = "listfilestore -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "filestore"; }
    [[nodiscard]] std::vector<OptionSpec> extraOptions() const override {
        return {{.name = "omitUsage", .letter = 'u', .help = "Leave out what is used, which asks every database"}};
    }
    [[nodiscard]] std::string path(const Arguments& arguments) const override {
        const std::string base = "/filestores";
        return arguments.has("omitUsage") ? withQuery(base, "usage", "false") : base;
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "id", .heading = "id", .csvHeading = "id", .align = Align::Right},
                {.key = "uri", .heading = "path", .csvHeading = "uri"},
                {.key = "size", .heading = "size", .csvHeading = "size", .align = Align::Right},
                {.key = "reserved", .heading = "reserved", .csvHeading = "reserved", .align = Align::Right},
                {.key = "used", .heading = "used", .csvHeading = "used", .align = Align::Right},
                {.key = "maxContexts", .heading = "max-entities", .csvHeading = "maxentities", .align = Align::Right},
                {.key = "contexts", .heading = "cur-entities", .csvHeading = "currententities", .align = Align::Right}};
    }
};

}  // namespace

std::unique_ptr<Command> listFilestore() {
    return std::make_unique<ListFilestore>();
}

}  // namespace admin::cli
