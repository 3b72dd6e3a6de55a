#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ChangeOutbox final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "changeoutbox",
            .summary = "send a mail about an event now, or drop it",
            .description =
                "With --retry, a mail that waits is tried again at once, and one that was given up is tried anew: a "
                "node takes it up within calendar.mailPoll. With --drop it is not sent any more; nobody is told. See "
                "listoutbox.",
            .example = "changeoutbox -c 1 -i 4503599627370497 --retry -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kUsersContext,
                {.name = "id", .letter = 'i', .argument = "id", .help = "Id of the mail", .need = Need::Mandatory},
                {.name = "retry", .help = "Try it again now"},
                {.name = "drop", .help = "Do not send it any more"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "mail", .id = idOrName(arguments, "id", ""), .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        const bool drop = call.arguments.has("drop");
        if (drop == call.arguments.has("retry"))
            throw Failure(Problem::IllegalOptionValue, "Error: either --retry or --drop has to be given");
        const auto path = pathOf(insideContext(call.arguments, "outbox"), call.arguments, "id", "");
        Poco::JSON::Object body;
        body.set("retry", true);
        const auto answer = drop ? call.rest.remove(path) : call.rest.patch(path, body);
        succeed(call, subjectOf("mail", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeOutbox() {
    return std::make_unique<ChangeOutbox>();
}

}  // namespace admin::cli
