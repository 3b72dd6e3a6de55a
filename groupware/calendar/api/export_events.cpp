#include "groupware/calendar/api/export_events.h"

#include "groupware/calendar/api/wire.h"
#include "groupware/http/content_disposition.h"

#include <utility>

namespace groupware::calendar::api {

engine::Result ExportEvents::handle(const Caller& caller, const engine::Call& call) {
    const auto folder = call.parameter("folder");
    http::Response response;
    response.body = folder ? queries_.exportFolder(caller, folderId(*folder))
                           : queries_.exportEvents(caller, eventRefsOf(call.json()));
    response.headers = {
        {"Content-Type", "text/calendar; charset=utf-8"},
        {"Content-Disposition", http::contentDisposition(http::Disposition::Attachment, "calendar.ics")},
        {"X-Content-Type-Options", "nosniff"}};
    engine::Result answer;
    answer.response = std::move(response);
    return answer;
}

}  // namespace groupware::calendar::api
