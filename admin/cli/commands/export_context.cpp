#include "admin/cli/archive_file.h"
#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/progress.h"
#include "admin/cli/remote_command.h"

#include <Poco/JSON/Object.h>

#include <filesystem>
#include <ostream>

namespace admin::cli {
namespace {

Poco::JSON::Object::Ptr answerOf(const ArchiveContents& contents) {
    const auto& summary = contents.summary;
    Poco::JSON::Object::Ptr objects = new Poco::JSON::Object;
    for (const auto& [module, count] : summary.objects) objects->set(module, count);
    Poco::JSON::Object::Ptr answer = new Poco::JSON::Object;
    answer->set("id", contents.manifest.context.value);
    answer->set("name", contents.manifest.name);
    answer->set("users", summary.users);
    answer->set("groups", summary.groups);
    answer->set("resources", summary.resources);
    answer->set("folders", summary.folders);
    answer->set("objects", objects);
    answer->set("octets", summary.octets);
    answer->set("missing", summary.missing);
    return answer;
}

class ExportContext final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {
            .name = "exportcontext",
            .summary = "write a context to an archive",
            .description =
                "Writes users, groups, resources, quotas, folders with their permissions, and all objects and files of "
                "a "
                "context to one file, which importcontext reads. It is a tar archive compressed by zstd, with "
                "checksums; contacts are vCards, tasks iCalendar texts, documents plain files. Users go on working: "
                "rows are those of one moment, files that are deleted meanwhile are reported and make the exit status "
                "1. With --disable the context is disabled first and stays so, as for a move to another installation. "
                "The archive is read back and checked before it gets its name. Sessions, locks and mails that wait are "
                "not in it; hashes of passwords and app passwords are: it is readable by its owner only. Links to "
                "folders and published free/busy URLs stay what they were if the context comes back under its id on "
                "this installation, and so do app passwords. A copy has other links and no app passwords.",
            .example = "exportcontext -c 1 --file /backup/context-1.tar.zst -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kContextId,
                common::kContextName,
                {.name = "file",
                 .letter = 'f',
                 .argument = "path",
                 .help = "The new file; the tool writes it",
                 .need = Need::Mandatory},
                {.name = "disable", .help = "Disable the context first; it stays disabled"}};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "context", .id = idOrName(arguments, "contextid", "contextname")};
    }
    [[nodiscard]] std::string_view verb() const override { return "exported"; }
    int execute(Call& call) const override {
        const auto& arguments = call.arguments;
        ArchiveFile file(arguments.text("file"));
        const auto context = call.rest.get(pathOf("/contexts", arguments, "contextid", "contextname"));
        const auto id = context->getValue<std::string>("id");
        if (arguments.has("disable")) {
            Poco::JSON::Object body;
            body.set("enabled", false);
            call.rest.patch("/contexts/" + id, body);
        }
        fetch(call, id, file);
        const auto contents = check(call, file);
        file.keep();
        for (const auto& path : contents.summary.missingFiles)
            call.terminal.err << "Warning: missing: " << path << "\n";
        succeed(call, {.object = "context", .id = id}, answerOf(contents));
        if (contents.summary.missing == 0) return 0;
        throw Failure(Problem::General, "Error: the archive was written, but " +
                                            std::to_string(contents.summary.missing) +
                                            " files could not be read; see the log of yoke-admin");
    }

private:
    static void fetch(Call& call, const std::string& id, ArchiveFile& file) {
        Progress progress(call.terminal, "exported", 0);
        std::int64_t octets = 0;
        call.rest.download("/contexts/" + id + "/archive", [&](std::string_view piece) {
            file.write(piece);
            progress.at(octets += static_cast<std::int64_t>(piece.size()));
        });
        file.sync();
    }
    static ArchiveContents check(Call& call, const ArchiveFile& file) {
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file.unfinished()));
        Progress progress(call.terminal, "checked", size);
        try {
            return checkArchive(file.unfinished(), [&](std::int64_t octets) { progress.at(octets); });
        } catch (const groupware::Error& error) {
            throw Failure(Problem::RemoteError,
                          "Error: the export broke off; see the log of yoke-admin (" + error.publicText() + ")");
        }
    }
};

}  // namespace

std::unique_ptr<Command> exportContext() {
    return std::make_unique<ExportContext>();
}

}  // namespace admin::cli
