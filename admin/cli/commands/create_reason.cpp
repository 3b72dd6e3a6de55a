#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class CreateReason final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "createreason",
                .summary = "create a reason for which contexts are disabled",
                .description =
                    "Creates a maintenance reason. Contexts are disabled for it by disablecontext; who wants to log in "
                    "there reads its text.",
                .example = "createreason -r \"We move your data\" -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {{.name = "reasontext",
                 .letter = 'r',
                 .argument = "text",
                 .help = "What users read",
                 .need = Need::Mandatory}};
    }
    [[nodiscard]] Subject subject(const Arguments& /*arguments*/) const override { return {.object = "reason"}; }
    [[nodiscard]] std::string_view verb() const override { return "created"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments, {{"reasontext", "text"}});
        const auto answer = call.rest.post("/reasons", body);
        succeed(call, {.object = "reason", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> createReason() {
    return std::make_unique<CreateReason>();
}

}  // namespace admin::cli
