#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/user_options.h"

namespace admin::cli {
namespace {

class CreateUser final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "createuser",
                .summary = "create a user",
                .description =
                    "Creates a user with his default folders. Display name and addresses are unique in the context. "
                    "Without access options he may use what the administrator of the context may. With --csv-import, "
                    "mandatory options may be columns of the file; each line is reported, and the exit status is that "
                    "of the first one that failed.",
                .example =
                    "createuser -c 1 -A oxadmin -P secret -u testuser -d \"Test User\" -g Test -s User -p secret -e "
                    "testuser@example.com"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{common::kUsersContext,
                                      {.name = "username",
                                       .letter = 'u',
                                       .argument = "name",
                                       .help = "Login name of the user",
                                       .need = Need::Mandatory}};
        appendPersonOptions(specs, Need::Mandatory);
        specs.insert(
            specs.end(),
            {{.name = "department", .letter = 'x', .argument = "name", .help = "Department"},
             {.name = "company", .letter = 'z', .argument = "name", .help = "Company"},
             {.name = "aliases",
              .letter = 'a',
              .argument = "addresses",
              .help = "Further e-mail addresses, separated by commas"},
             {.name = "access-combination-name", .argument = "name", .help = "Named set of modules the user may use"}});
        appendContactOptions(specs);
        appendAccessOptions(specs);
        specs.push_back(common::kCsvImport);
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "user", .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "created"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments, kUserFields);
        setContact(body, call.arguments);
        setAccess(body, call.arguments);
        const auto answer = call.rest.post(insideContext(call.arguments, "users"), body);
        succeed(call, subjectOf("user", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> createUser() {
    return std::make_unique<CreateUser>();
}

}  // namespace admin::cli
