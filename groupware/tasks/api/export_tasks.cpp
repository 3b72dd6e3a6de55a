#include "groupware/tasks/api/export_tasks.h"

#include "groupware/http/content_disposition.h"
#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result ExportTasks::handle(const Caller& caller, const engine::Call& call) {
    const auto folder = call.parameter("folder");
    http::Response response;
    response.body = folder ? service_.exportFolder(caller, folderId(*folder))
                           : service_.exportTasks(caller, taskRefsOf(call.json()));
    response.headers = {{"Content-Type", "text/calendar; charset=utf-8"},
                        {"Content-Disposition", http::contentDisposition(http::Disposition::Attachment, "tasks.ics")},
                        {"X-Content-Type-Options", "nosniff"}};
    engine::Result answer;
    answer.response = std::move(response);
    return answer;
}

}  // namespace groupware::tasks::api
