#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/user_options.h"

#include <ostream>
#include <string>

namespace admin::cli {
namespace {

class ChangeUser final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "changeuser",
                .summary = "change a user",
                .description = "Changes a user. A new password ends his sessions. His login name stays.",
                .example = "changeuser -c 1 -i 3 -e test@example.com -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{common::kUsersContext, common::kUserId, common::kUserName};
        appendPersonOptions(specs, Need::Optional);
        specs.insert(
            specs.end(),
            {{.name = "enabled", .argument = "true/false", .help = "Whether the user may log in"},
             {.name = "freebusy-url",
              .argument = "true/false",
              .help = "Publish when he is busy, at a new URL that is printed, or end the one there is"},
             {.name = "department", .letter = 'x', .argument = "name", .help = "Department"},
             {.name = "company", .letter = 'z', .argument = "name", .help = "Company"},
             {.name = "aliases",
              .letter = 'a',
              .argument = "addresses",
              .help = "Further e-mail addresses, separated by commas"},
             {.name = "access-combination-name", .argument = "name", .help = "Named set of modules the user may use"}});
        appendContactOptions(specs);
        appendAccessOptions(specs);
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "user",
                .id = idOrName(arguments, "userid", "username"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments, kUserFields);
        setGiven(body, call.arguments,
                 {{"enabled", "enabled", Field::Kind::Truth}, {"freebusy-url", "freeBusyUrl", Field::Kind::Truth}});
        setContact(body, call.arguments);
        setAccess(body, call.arguments);
        const auto answer =
            call.rest.patch(pathOf(insideContext(call.arguments, "users"), call.arguments, "userid", "username"), body);
        succeed(call, subjectOf("user", *answer, call.arguments), answer);
        if (answer->has("freeBusyPath") && !call.arguments.has("json"))
            call.terminal.out << "free/busy at " << answer->getValue<std::string>("freeBusyPath") << "\n";
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeUser() {
    return std::make_unique<ChangeUser>();
}

}  // namespace admin::cli
