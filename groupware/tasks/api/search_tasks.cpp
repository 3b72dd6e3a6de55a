#include "groupware/tasks/api/search_tasks.h"

#include "groupware/api/local_time.h"
#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {

engine::Result SearchTasks::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = engine::parseListing(call, view_.columns());
    const auto body = json::requireObject(call.json(), "the search");
    const auto local = view_.localTime(caller, call);
    TaskQuery query{.pattern = json::text(*body, "pattern").value_or("")};
    auto folder = json::text(*body, "folder");
    if (!folder) folder = call.parameter("folder");
    if (folder && !folder->empty()) query.folder = folderId(*folder);
    const auto time = [&](const char* key) -> std::optional<Instant> {
        const auto sent = json::integer(*body, key);
        if (!sent) return std::nullopt;
        return Instant(std::chrono::milliseconds(engine::utcOf(local, *sent)));
    };
    query.from = time("start");
    query.to = time("end");
    const auto found = service_.search(caller, query, detailsFor(listing));
    engine::Result answer;
    answer.data = view_.rows(found.tasks, listing, caller, call);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::tasks::api
