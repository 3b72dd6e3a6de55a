#include "admin/cli/booking_options.h"
#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class ChangeResource final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "changeresource",
                .summary = "change a resource",
                .description = "Changes a resource; with -i also its name.",
                .example = "changeresource -c 1 -i 1 -a false -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{
            common::kUsersContext,
            common::kResourceId,
            {.name = "name",
             .letter = 'n',
             .argument = "name",
             .help = "Name of the resource; with --resourceid its new name",
             .need = Need::EitherOr},
            {.name = "displayname", .letter = 'd', .argument = "name", .help = "Display name"},
            {.name = "email", .letter = 'e', .argument = "address", .help = "Unique e-mail address"},
            {.name = "available", .letter = 'a', .argument = "true/false", .help = "Whether it may be booked"},
            {.name = "description", .letter = 'D', .argument = "text", .help = "What it is, for people"}};
        appendBookingOptions(specs);
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "resource",
                .id = idOrName(arguments, "resourceid", "name"),
                .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "changed"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"displayname", "displayName"},
                  {"email", "email"},
                  {"available", "available", Field::Kind::Truth},
                  {"description", "description"}});
        setGiven(body, call.arguments, bookingFields());
        if (call.arguments.has("resourceid")) setGiven(body, call.arguments, {{"name", "name"}});
        const auto path = pathOf(insideContext(call.arguments, "resources"), call.arguments, "resourceid", "name");
        const auto answer = call.rest.patch(path, body);
        succeed(call, subjectOf("resource", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> changeResource() {
    return std::make_unique<ChangeResource>();
}

}  // namespace admin::cli
