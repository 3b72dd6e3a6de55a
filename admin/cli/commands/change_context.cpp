#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/user_options.h"

namespace admin::cli {
namespace {

/// Gives each module of `--quota-module` the quota.
void setObjectQuotas(Poco::JSON::Object& body, const Arguments& arguments) {
    if (arguments.has("quota-module") != arguments.has("quota-value")) {
        throw Failure(Problem::IllegalOptionValue, "Error: quota-module and quota-value go together");
    }
    if (!arguments.has("quota-module")) return;
    Poco::JSON::Object quotas;
    for (const auto& module : arguments.list("quota-module")) quotas.set(module, arguments.integer("quota-value"));
    body.set("objectQuotas", quotas);
}

class ChangeContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "changecontext",
            .summary = "change a context",
            .description =
                "Changes a context. With -c and -N it is renamed. Access options change what all its users may use: a "
                "combination becomes what each of them has, single modules are given to or taken from each. The "
                "quota of a module is a number of objects.",
            .example = "changecontext -c 1 -q 2048 -L example.com -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{
            common::kContextId,
            common::kContextName,
            {.name = "quota", .letter = 'q', .argument = "MB", .help = "Quota of its files in MB; -1 unlimited"},
            {.name = "addmapping",
             .letter = 'L',
             .argument = "names",
             .help = "Login mappings to add, separated by commas"},
            {.name = "removemapping",
             .letter = 'R',
             .argument = "names",
             .help = "Login mappings to remove, separated by commas"},
            {.name = "access-combination-name", .argument = "name", .help = "Named set of modules its users may use"},
            {.name = "quota-module",
             .argument = "modules",
             .help = "Modules that --quota-value is for, separated by commas: calendar, task, contact, infostore, "
                     "attachment, share_links, invite_guests"},
            {.name = "quota-value",
             .argument = "number",
             .help = "Most objects of each of them; 0 unlimited, -1 takes the quota away"}};
        appendAccessOptions(specs);
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"quota", "quota", Field::Kind::Integer},
                  {"addmapping", "addMappings", Field::Kind::List},
                  {"removemapping", "removeMappings", Field::Kind::List}});
        if (call.arguments.has("contextid") && call.arguments.has("contextname")) {
            body.set("name", call.arguments.text("contextname"));
        }
        setAccess(body, call.arguments);
        setObjectQuotas(body, call.arguments);
        const auto answer = call.rest.patch(pathOf("/contexts", call.arguments, "contextid", "contextname"), body);
        succeed(call, {.object = "context", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeContext() {
    return std::make_unique<ChangeContext>();
}

}  // namespace admin::cli
