#include "admin/cli/commands/commands.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/user_options.h"

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
        std::vector<OptionSpec> specs{
            {.name = "contextid",
             .letter = 'c',
             .argument = "id",
             .help = "Id of the context",
             .need = Need::Mandatory},
            {.name = "userid", .letter = 'i', .argument = "id", .help = "Id of the user", .need = Need::EitherOr},
            {.name = "username",
             .letter = 'u',
             .argument = "name",
             .help = "Login name of the user",
             .need = Need::EitherOr},
            {.name = "displayname", .letter = 'd', .argument = "name", .help = "Display name"},
            {.name = "givenname", .letter = 'g', .argument = "name", .help = "Given name"},
            {.name = "surname", .letter = 's', .argument = "name", .help = "Surname"},
            {.name = "password", .letter = 'p', .argument = "password", .help = "Password of the user", .secret = true},
            {.name = "email", .letter = 'e', .argument = "address", .help = "Primary e-mail address"},
            {.name = "language",
             .letter = 'l',
             .argument = "locale",
             .help = "Language and country, for example de_DE"},
            {.name = "timezone", .letter = 't', .argument = "zone", .help = "Time zone, for example Europe/Berlin"},
            {.name = "enabled", .argument = "true/false", .help = "Whether the user may log in"},
            {.name = "department", .letter = 'x', .argument = "name", .help = "Department"},
            {.name = "company", .letter = 'z', .argument = "name", .help = "Company"},
            {.name = "aliases",
             .letter = 'a',
             .argument = "addresses",
             .help = "Further e-mail addresses, separated by commas"},
            {.name = "access-combination-name", .argument = "name", .help = "Named set of modules the user may use"}};
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
        setGiven(body, call.arguments, {{"enabled", "enabled", Field::Kind::Truth}});
        setAccess(body, call.arguments);
        const auto answer =
            call.rest.patch(pathOf(usersPath(call.arguments), call.arguments, "userid", "username"), body);
        succeed(call, userOf(*answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeUser() {
    return std::make_unique<ChangeUser>();
}

}  // namespace admin::cli
