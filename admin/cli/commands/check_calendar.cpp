#include "admin/cli/commands/commands.h"
#include "admin/cli/common_options.h"
#include "admin/cli/failure.h"
#include "admin/cli/inside_context.h"
#include "admin/cli/progress.h"
#include "admin/cli/remote_command.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace admin::cli {
namespace {

class CheckCalendar final : public RemoteCommand {
public:
    [[nodiscard]] CommandText text() const override {
        return {.name = "checkcalendar",
                .summary = "find and mend what does not fit together in the calendars of a context",
                .description =
                    "Looks at every event of a context: texts that cannot be read (unreadable), UIDs (uid, duplicate), "
                    "roles (role) and index rows (index) that are not what the text says, owners and folders that are "
                    "gone (owner, folder), copies of attendees that are not what the organizer's says (copy), that are "
                    "missing, or whose organizer has none (alone), times of alarms (alarm) and numbers of attachments "
                    "(attachments) that are not what there is, rows that belong to nothing (stray-index, personal, "
                    "reminder, stray-alarm), and invitations that wait to be sent although the event is gone (outbox). "
                    "Each finding is a line. Nothing is changed without --repair. With it, copies "
                    "are written anew from the organizer's, index and roles from the text; an unreadable text is "
                    "rebuilt from the organizer's copy or from the index, with the old one kept in it as "
                    "X-YOKE-UNREADABLE; a copy without the organizer's is cancelled; what has no owner is removed. "
                    "Users go on working, and the command may be stopped at any time. The exit status is 1 if "
                    "something is wrong afterwards.",
                .example = "checkcalendar -c 1 -A oxadminmaster -P secret"};
    }

protected:
    [[nodiscard]] std::vector<OptionSpec> ownOptions() const override {
        return {common::kUsersContext,
                {.name = "repair", .help = "Mend what is found; without it nothing is changed"},
                common::kCsv};
    }
    [[nodiscard]] Subject subject(const Arguments& arguments) const override {
        return {.object = "calendars", .context = idOrName(arguments, "contextid", "")};
    }
    [[nodiscard]] std::string_view verb() const override { return "checked"; }

    int execute(Call& call) const override {
        requireOneFormat(call.arguments);
        const bool repair = call.arguments.has("repair");
        Poco::JSON::Array findings;
        std::int64_t events = 0;
        std::int64_t left = 0;
        eachPage(call, repair, [&](const Poco::JSON::Object& page) {
            events += page.getValue<std::int64_t>("checked");
            for (const auto& item : *page.getArray("items")) {
                findings.add(item);
                const auto finding = item.extract<Poco::JSON::Object::Ptr>();
                if (!repair || !finding->getValue<bool>("repairable")) ++left;
            }
        });
        printItems(call, findings, columns());
        if (!call.arguments.has("json") && !call.arguments.has("csv")) {
            call.terminal.out << events << " events, " << findings.size() << " findings"
                              << (repair ? ", " + std::to_string(findings.size() - static_cast<std::size_t>(left)) +
                                               " repaired"
                                         : "")
                              << "\n";
        }
        return left == 0 ? 0 : static_cast<int>(Problem::General);
    }

private:
    static std::vector<Column> columns() {
        return {{.key = "kind", .heading = "Finding", .csvHeading = "finding"},
                {.key = "object", .heading = "Event", .csvHeading = "event", .align = Align::Right},
                {.key = "ownerKind", .heading = "Of", .csvHeading = "of"},
                {.key = "owner", .heading = "Id", .csvHeading = "id", .align = Align::Right},
                {.key = "repairable", .csvHeading = "repairable"},
                {.key = "detail", .heading = "Detail", .csvHeading = "detail"}};
    }

    template <class Use>
    static void eachPage(Call& call, bool repair, Use use) {
        const auto path = insideContext(call.arguments, "calendarcheck");
        Progress progress(call.terminal, "checked", 0, "events");
        std::int64_t after = 0;
        std::int64_t seen = 0;
        for (;;) {
            Poco::JSON::Object body;
            body.set("after", after);
            const auto page =
                repair ? call.rest.post(path, body) : call.rest.get(withQuery(path, "after", std::to_string(after)));
            use(*page);
            progress.at(seen += page->getValue<std::int64_t>("checked"));
            if (!page->has("next")) return;
            after = page->getValue<std::int64_t>("next");
        }
    }
};

}  // namespace

std::unique_ptr<Command> checkCalendar() {
    return std::make_unique<CheckCalendar>();
}

}  // namespace admin::cli
