#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ChangeFilestore final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "changefilestore",
                .summary = "change a filestore",
                .description = "Changes what is registered about a filestore. Files are not moved.",
                .example = "changefilestore -i 3 -s 2000 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {{.name = "id", .letter = 'i', .argument = "id", .help = "Id of the filestore", .need = Need::Mandatory},
                {.name = "storepath", .letter = 't', .argument = "uri", .help = "New URI of the same directory"},
                {.name = "storesize", .letter = 's', .argument = "MB", .help = "Size in MB that contexts may fill"},
                {.name = "maxcontexts",
                 .letter = 'x',
                 .argument = "number",
                 .help = "Contexts the filestore takes; 0 takes no new ones"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "filestore", .id = idOrName(arguments, "id", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"storepath", "uri"},
                  {"storesize", "size", Field::Kind::Integer},
                  {"maxcontexts", "maxContexts", Field::Kind::Integer}});
        const auto answer = call.rest.patch(pathOf("/filestores", call.arguments, "id", ""), body);
        succeed(call, {.object = "filestore", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeFilestore() {
    return std::make_unique<ChangeFilestore>();
}

}  // namespace admin::cli
