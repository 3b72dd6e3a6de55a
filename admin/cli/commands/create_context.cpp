#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/remote_command.h"
#include "admin/cli/user_options.h"

namespace admin::cli {
namespace {

class CreateContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "createcontext",
                .summary = "create a context",
                .description =
                    "Creates a context, a tenant of its own, with its administrator. The database, the schema and the "
                    "filestore are chosen by weight, fill and free space unless they are given. The login mappings "
                    "name the context at login; its id always does. With --csv-import, mandatory options may be "
                    "columns of the "
                    "file; each line is reported, and the exit status is that of the first one that failed.",
                .example =
                    "createcontext -A oxadminmaster -P secret -c 1 -u oxadmin -d \"Context Admin\" -g Admin -s User -p "
                    "secret -L defaultcontext -e oxadmin@example.com -q 1024 --access-combination-name=all"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        std::vector<OptionSpec> specs{{.name = "contextid",
                                       .letter = 'c',
                                       .argument = "id",
                                       .help = "Id of the new context",
                                       .need = Need::Mandatory},
                                      {.name = "contextname",
                                       .letter = 'N',
                                       .argument = "name",
                                       .help = "Unique name of the context. Default: its id"},
                                      {.name = "quota",
                                       .letter = 'q',
                                       .argument = "MB",
                                       .help = "Quota of its files in MB; -1 unlimited",
                                       .need = Need::Mandatory},
                                      {.name = "username",
                                       .letter = 'u',
                                       .argument = "name",
                                       .help = "Login name of its administrator",
                                       .need = Need::Mandatory}};
        appendPersonOptions(specs, Need::Mandatory);
        specs.insert(
            specs.end(),
            {{.name = "lang", .argument = "locale", .help = "The same as --language"},
             {.name = "addmapping", .letter = 'L', .argument = "names", .help = "Login mappings, separated by commas"},
             {.name = "destination-store-id", .letter = 'F', .argument = "id", .help = "Filestore to use"},
             {.name = "destination-database-id", .letter = 'D', .argument = "id", .help = "Database to use"},
             {.name = "access-combination-name",
              .argument = "name",
              .help = "Named set of modules its users may use"}});
        appendAccessOptions(specs);
        specs.push_back(common::kCsvImport);
        return specs;
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "created"; }
    int execute(Call& call) const override {
        Poco::JSON::Object admin;
        setGiven(admin, call.arguments, kUserFields);
        if (call.arguments.has("lang")) admin.set("language", call.arguments.text("lang"));
        Poco::JSON::Object body;
        body.set("id", call.arguments.id("contextid"));
        body.set("admin", admin);
        setGiven(body, call.arguments,
                 {{"contextname", "name"},
                  {"quota", "quota", Field::Kind::Integer},
                  {"addmapping", "mappings", Field::Kind::List},
                  {"destination-store-id", "filestoreId", Field::Kind::Integer},
                  {"destination-database-id", "databaseId", Field::Kind::Integer}});
        setAccess(body, call.arguments);
        const auto answer = call.rest.post("/contexts", body);
        succeed(call, {.object = "context", .id = answer->getValue<std::string>("id")}, answer);
        return 0;
    }
};

}  // namespace

std::unique_ptr<Command> createContext() {
    return std::make_unique<CreateContext>();
}

}  // namespace admin::cli
