#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

#include <ostream>

namespace admin::cli {
namespace {

class RegisterFilestore final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "registerfilestore",
            .summary = "register a filestore",
            .description =
                "Registers a filestore. The directory must exist on the machine of the administration daemon and be "
                "mounted at the same path on every node; a marker in it tells a missing mount from an empty one.",
            .example = "registerfilestore -A oxadminmaster -P secret -t file:///var/opt/filestore"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {{.name = "storepath",
                 .letter = 't',
                 .argument = "uri",
                 .help = "URI of the filestore, for example file:///var/opt/filestore",
                 .need = Need::Mandatory},
                {.name = "storesize",
                 .letter = 's',
                 .argument = "MB",
                 .help = "Size in MB that contexts may fill",
                 .fallback = "1000"},
                {.name = "maxcontexts",
                 .letter = 'x',
                 .argument = "number",
                 .help = "Contexts the filestore takes; 0 takes no new ones",
                 .fallback = "5000"},
                {.name = "if-nonexistent", .help = "Do nothing if the filestore is registered already"}};
    }
    [[nodiscard]] Subject subject(const Arguments& /*arguments*/) const override { return {.object = "filestore"}; }
    [[nodiscard]] std::string_view verb() const override { return "registered"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        body.set("uri", call.arguments.text("storepath"));
        body.set("size", call.arguments.integer("storesize"));
        body.set("maxContexts", call.arguments.integer("maxcontexts"));
        body.set("ifNonexistent", call.arguments.has("if-nonexistent"));
        const auto answer = call.rest.post("/filestores", body);
        const Subject store{.object = "filestore", .id = answer->getValue<std::string>("id")};
        if (answer->optValue("found", false) && !call.arguments.has("json")) {
            call.terminal.out << store.text() << " found\n";
            return 0;
        }
        succeed(call, store, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> registerFilestore() {
    return std::make_unique<RegisterFilestore>();
}

}  // namespace admin::cli
