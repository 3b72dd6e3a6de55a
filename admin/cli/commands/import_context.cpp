#include "admin/cli/archive_file.h"
#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/progress.h"
#include "admin/cli/remote_command.h"

#include <Poco/JSON/Array.h>

#include <filesystem>
#include <fstream>
#include <ostream>

namespace admin::cli {
namespace {

void printList(std::ostream& err, const Poco::JSON::Object& answer, const std::string& key, const std::string& what) {
    const auto list = answer.getArray(key);
    if (list.isNull()) return;
    for (const auto& line : *list) err << "Warning: " << what << line.toString() << "\n";
}

class ImportContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "importcontext",
            .summary = "make a context of an archive",
            .description =
                "Makes a new context of an archive that exportcontext wrote, here or in another installation: with the "
                "same "
                "ids of users, folders and objects, with passwords, quotas and login mappings. Nobody can log in "
                "before "
                "all of it is there. An archive that is damaged leaves nothing behind. Objects that are refused, "
                "for example beyond a quota or a limit of this installation, or lack a file for it, are listed; then "
                "the context stays "
                "disabled and the exit status is 1: enablecontext takes it as it is, deletecontext removes it. With "
                "--dry-run the archive is read and checked by the daemon and nothing is made.",
            .example = "importcontext --file /backup/context-1.tar.zst --as 7 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {{.name = "contextid",
                 .letter = 'c',
                 .argument = "id",
                 .help = "Id of the context in the archive; another one is refused"},
                {.name = "file",
                 .letter = 'f',
                 .argument = "path",
                 .help = "The archive; the tool reads it",
                 .need = Need::Mandatory},
                {.name = "as", .argument = "id", .help = "Id of the new context. Default: as in the archive"},
                {.name = "contextname",
                 .letter = 'N',
                 .argument = "name",
                 .help = "Name of the new context. Default: as in the archive"},
                {.name = "dry-run", .help = "Check the archive, make nothing"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context",
                .id = idOrName(arguments, arguments.has("as") ? "as" : "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "imported"; }
    int execute(Call& call) const override {
        const auto& arguments = call.arguments;
        const auto manifest = manifestOf(arguments.text("file"));
        if (arguments.has("contextid") && arguments.id("contextid") != manifest.context.value) {
            throw Failure(Problem::InvalidData,
                          "Error: the archive has context " + std::to_string(manifest.context.value));
        }
        const auto answer = send(call, arguments.has("as") ? arguments.id("as") : manifest.context.value);
        const auto id = answer->getValue<std::string>("id");
        printList(call.terminal.err, *answer, "missingFiles", "missing in the archive: ");
        printList(call.terminal.err, *answer, "failures", "");
        const auto failed = answer->optValue<std::int64_t>("failed", 0);
        if (failed > 0) {
            throw Failure(Problem::General, "Error: " + std::to_string(failed) + " objects " + outcome(call, id));
        }
        if (arguments.has("dry-run") && !arguments.has("json")) {
            call.terminal.out << "context " << id << " checked\n";
            return 0;
        }
        succeed(call, {.object = "context", .id = id}, answer);
        return 0;
    }

private:
    static std::string outcome(const Call& call, const std::string& id) {
        if (call.arguments.has("dry-run")) return "would be refused or lack files";
        return "were refused or lack files; context " + id +
               " is complete but for that and disabled: enablecontext -c " + id +
               " takes it as it is, deletecontext -c " + id + " removes it";
    }
    static Poco::JSON::Object::Ptr send(Call& call, std::int64_t id) {
        const std::filesystem::path path = call.arguments.text("file");
        std::string target = "/contexts/" + std::to_string(id) + "/archive";
        if (call.arguments.has("contextname")) target = withQuery(target, "name", call.arguments.text("contextname"));
        if (call.arguments.has("dry-run")) target = withQuery(target, "dryRun", "true");
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path));
        std::ifstream file(path, std::ios::binary);
        Progress progress(call.terminal, call.arguments.has("dry-run") ? "checked" : "imported", size);
        return call.rest.upload(target, file, size, [&](std::int64_t octets) { progress.at(octets); });
    }
};

}  // namespace

std::unique_ptr<Command> importContext() {
    return std::make_unique<ImportContext>();
}

}  // namespace admin::cli
