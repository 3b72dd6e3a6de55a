#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/user_options.h"

namespace admin::cli {
namespace {

class ListUser final : public ListCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "listuser",
                .summary = "list the users of a context",
                .description =
                    "Lists the users of a context. The CSV form has every field of the address book and every module.",
                .example = "listuser -c 1 -A oxadmin -P secret"};
    }

protected:
    [[nodiscard]] std::string_view object() const override { return "user"; }
    [[nodiscard]] std::vector<OptionSpec> extraOptions() const override {
        return {common::kUsersContext,
                {.name = "ignorecase", .letter = 'i', .help = "Compare the pattern without regard to case"}};
    }
    [[nodiscard]] std::string path(const Arguments& arguments) const override {
        const std::string base = insideContext(arguments, "users");
        return arguments.has("ignorecase") ? withQuery(base, "ignorecase", "true") : base;
    }
    [[nodiscard]] std::vector<Column> columns() const override {
        std::vector<Column> all{{.key = "id", .heading = "Id", .csvHeading = "id", .align = Align::Right},
                                {.key = "name", .heading = "Name", .csvHeading = "name"},
                                {.key = "displayName", .heading = "Displayname", .csvHeading = "display_name"},
                                {.key = "email", .heading = "Email", .csvHeading = "primary_email"},
                                {.key = "givenName", .csvHeading = "given_name"},
                                {.key = "surname", .csvHeading = "sur_name"},
                                {.key = "aliases", .csvHeading = "aliases"},
                                {.key = "company", .csvHeading = "company"},
                                {.key = "department", .csvHeading = "department"},
                                {.key = "language", .csvHeading = "language"},
                                {.key = "timeZone", .csvHeading = "timezone"},
                                {.key = "enabled", .csvHeading = "mailenabled"},
                                {.key = "accessCombination", .csvHeading = "access_combination_name"}};
        for (const auto& columns : {contactColumns(), accessColumns()}) {
            all.insert(all.end(), columns.begin(), columns.end());
        }
        return all;
    }
};

}  // namespace

std::unique_ptr<Command> listUser() {
    return std::make_unique<ListUser>();
}

}  // namespace admin::cli
