#include "groupware/tasks/api/find_tasks.h"

#include "groupware/tasks/api/task_columns.h"
#include "groupware/tasks/api/wire.h"

#include <set>
#include <string>

namespace groupware::tasks::api {

std::vector<engine::FindSuggestion> FindTasks::suggest(const Caller& caller, const std::string& prefix,
                                                       std::size_t limit) const {
    std::vector<engine::FindSuggestion> suggestions;
    std::set<std::string> known;
    for (const Task& task : service_.search(caller, {.pattern = prefix}, {}).tasks) {
        if (suggestions.size() == limit) break;
        const std::string& title = task.fields.title;
        if (!title.empty() && known.insert(title).second)
            suggestions.push_back({.id = std::to_string(task.id.value), .text = title});
    }
    return suggestions;
}

engine::FindAnswer FindTasks::query(const Caller& caller, const engine::Call& call,
                                    const engine::FindRequest& request) const {
    auto listing = engine::parseListing(call, view_.columns());
    listing.begin = request.start;
    listing.end = request.start + request.size;
    TaskQuery query{.pattern = request.text};
    if (request.folder) query.folder = folderId(*request.folder);
    const auto found = service_.search(caller, query, detailsFor(listing));
    return {.found = found.tasks.size(),
            .rows = view_.rows(found.tasks, listing, caller, call),
            .timestamp = found.timestamp};
}

}  // namespace groupware::tasks::api
