#include "groupware/calendar/api/event_writing.h"

#include <utility>

namespace groupware::calendar::api {
namespace {

/// Of an instance that became a series of its own, the new one.
const Event* writtenEvent(const WriteResult& result) {
    if (!result.created.empty()) return &result.created.front();
    return result.updated.empty() ? nullptr : &result.updated.front();
}

}  // namespace

WriteResult EventWriting::withFiles(Caller caller, WriteResult result, const std::optional<EventRef>& event,
                                    const FileChange& files) const {
    if (files.added.empty() && !files.kept) return result;
    if (result.committed.seq.value != 0) caller.freshness.raise(result.committed);
    // The text may have stayed as it was.
    if (writtenEvent(result) == nullptr && event) result.updated.push_back(parts_.queries.get(caller, *event));
    const Event* written = writtenEvent(result);
    if (written == nullptr) return result;
    if (files.kept && written->attachmentCount > 0) {
        if (const auto removed = parts_.files.keepOnly(caller, written->folder, written->object, *files.kept))
            result.committed = *removed;
    }
    if (!files.added.empty())
        result.committed = parts_.files.attach(caller, written->folder, written->object, files.added);
    caller.freshness.raise(result.committed);
    for (auto* events : {&result.created, &result.updated}) {
        for (Event& each : *events)
            each = parts_.queries.get(caller, {.folder = each.folder, .id = each.id, .recurrenceId = {}});
    }
    return result;
}

engine::Result EventWriting::run(const Caller& caller, const engine::Call& call, const std::optional<EventRef>& event,
                                 WriteCall& asked, const Write& write) const {
    EventForm form;
    if (isForm(call.request())) {
        form = readForm(parts_.files, caller, *call.request(), parts_.limits);
    } else {
        form.body = call.json();
    }
    const EventBody body = eventBodyOf(form.body, parts_.find, !event);
    asked.options().comment = body.comment;
    const auto result = write(body.change, asked.options());
    if (!result.conflicts.empty()) return parts_.results.answer(caller, asked, result);
    const FileChange files{body.keptFiles, form.files};
    return parts_.results.answer(caller, asked, withFiles(caller, result, event, files));
}

}  // namespace groupware::calendar::api
