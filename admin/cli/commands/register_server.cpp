#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class RegisterServer final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "registerserver",
                .summary = "register a cluster",
                .description = "Registers a server. A server is a whole cluster of nodes; all of them carry its name.",
                .example = "registerserver -n oxserver -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {
            {.name = "name", .letter = 'n', .argument = "name", .help = "Name of the server", .need = Need::Mandatory}};
    }
    [[nodiscard]] Subject subject(const Arguments& /*arguments*/) const override { return {.object = "server"}; }
    [[nodiscard]] std::string_view verb() const override { return "registered"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments, {{"name", "name"}});
        const auto answer = call.rest.post("/servers", body);
        succeed(call, {.object = "server", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> registerServer() {
    return std::make_unique<RegisterServer>();
}

}  // namespace admin::cli
