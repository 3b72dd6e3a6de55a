#include "groupware/calendar/api/export_events.h"

#include "groupware/api/streamed_file.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/calendar/queries/event_export.h"

#include <memory>

namespace groupware::calendar::api {

engine::Result ExportEvents::handle(const Caller& caller, const engine::Call& call) {
    const auto folder = call.parameter("folder");
    // Shared because functions are copied; the stream that is answered is its only owner.
    auto events = std::make_shared<EventExport>(folder ? queries_.exportFolder(caller, folderId(*folder))
                                                       : queries_.exportEvents(caller, eventRefsOf(call.json())));
    return engine::streamFile("text/calendar; charset=utf-8", "calendar.ics", [events] { return events->next(); });
}

}  // namespace groupware::calendar::api
