#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ListOutbox final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listoutbox",
                .summary = "list the mails about events that wait to be sent",
                .description =
                    "Lists mails to people outside of a context (invitations, changes, answers) that the mail server "
                    "has not taken yet, and those that were given up. Times are UTC. The search pattern is about "
                    "recipients. See changeoutbox.",
                .example = "listoutbox -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "outbox"; }
    [[nodiscard]] std::vector<OptionSpec> extraOptions() const override { return {common::kUsersContext}; }
    [[nodiscard]] std::string path(const Arguments& arguments) const override {
        return insideContext(arguments, "outbox");
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        return {{.key = "id", .heading = "Id", .csvHeading = "id", .align = Align::Right},
                {.key = "recipient", .heading = "Recipient", .csvHeading = "recipient"},
                {.key = "sender", .csvHeading = "sender"},
                {.key = "method", .heading = "Method", .csvHeading = "method"},
                {.key = "object", .csvHeading = "object"},
                {.key = "state", .heading = "State", .csvHeading = "state"},
                {.key = "attempts", .heading = "Attempts", .csvHeading = "attempts", .align = Align::Right},
                {.key = "created", .csvHeading = "created"},
                {.key = "nextAttempt", .heading = "Next", .csvHeading = "next"},
                {.key = "lastError", .heading = "Error", .csvHeading = "error"}};
    }
};

}  // namespace

std::unique_ptr<Command> listOutbox() {
    return std::make_unique<ListOutbox>();
}

}  // namespace admin::cli
