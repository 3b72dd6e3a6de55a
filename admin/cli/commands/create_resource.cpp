#include "admin/cli/booking_options.h"
#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"

namespace admin::cli {
namespace {

class CreateResource final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "createresource",
            .summary = "create a resource",
            .description = "Creates a resource: something that can be booked, as a room or a car.",
            .example = "createresource -c 1 -n room101 -d \"Room 101\" -e room101@example.com -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{
            common::kUsersContext,
            {.name = "name",
             .letter = 'n',
             .argument = "name",
             .help = "Unique name of the resource",
             .need = Need::Mandatory},
            {.name = "displayname", .letter = 'd', .argument = "name", .help = "Display name", .need = Need::Mandatory},
            {.name = "email",
             .letter = 'e',
             .argument = "address",
             .help = "Unique e-mail address",
             .need = Need::Mandatory},
            {.name = "available", .letter = 'a', .argument = "true/false", .help = "Whether it may be booked"},
            {.name = "description", .letter = 'D', .argument = "text", .help = "What it is, for people"}};
        appendBookingOptions(specs);
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "resource", .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "created"; }
    int execute(Call& call) const override {
        Poco::JSON::Object body;
        setGiven(body, call.arguments,
                 {{"name", "name"},
                  {"displayname", "displayName"},
                  {"email", "email"},
                  {"available", "available", Field::Kind::Truth},
                  {"description", "description"}});
        setGiven(body, call.arguments, bookingFields());
        const auto answer = call.rest.post(insideContext(call.arguments, "resources"), body);
        succeed(call, subjectOf("resource", *answer, call.arguments), answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> createResource() {
    return std::make_unique<CreateResource>();
}

}  // namespace admin::cli
