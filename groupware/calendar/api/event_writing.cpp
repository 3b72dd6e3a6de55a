#include "groupware/calendar/api/event_writing.h"

#include "groupware/base/error.h"

namespace groupware::calendar::api {

engine::Result EventWriting::run(const Caller& caller, const engine::Call& call, const std::optional<EventRef>& event,
                                 WriteCall& asked, const Write& write) const {
    EventForm form;
    if (isForm(call.request())) {
        form = readForm(parts_.files, caller, *call.request(), parts_.limits);
    } else {
        form.body = call.json();
    }
    EventBody body = eventBodyOf(form.body, parts_.find, !event);
    asked.options().comment = body.comment;
    auto added = parts_.files.prepare(caller, form.files);
    body.change.files.added = &added;
    WriteResult result;
    try {
        result = write(body.change, asked.options());
    } catch (const Error& failure) {
        if (failure.code() == ErrorCode::Unavailable) added.release();  // it may have been committed all the same
        throw;
    }
    if (result.conflicts.empty()) added.release();
    return parts_.results.answer(caller, asked, result);
}

}  // namespace groupware::calendar::api
