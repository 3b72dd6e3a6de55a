#include "groupware/calendar/api/find_events.h"

#include "groupware/calendar/api/wire.h"

#include <algorithm>
#include <set>
#include <string>

namespace groupware::calendar::api {

std::vector<engine::FindSuggestion> FindEvents::suggest(const Caller& caller, const std::string& prefix,
                                                        std::size_t limit) const {
    std::vector<engine::FindSuggestion> suggestions;
    std::set<std::string> known;
    for (const Event& event : queries_.search(caller, {.pattern = prefix}, {}).events) {
        if (suggestions.size() == limit) break;
        if (!event.summary.empty() && known.insert(event.summary).second)
            suggestions.push_back({.id = std::to_string(event.id.value), .text = event.summary});
    }
    return suggestions;
}

engine::FindAnswer FindEvents::query(const Caller& caller, const engine::Call& call,
                                     const engine::FindRequest& request) const {
    const EventSelection selection(call);
    EventQuery query{.pattern = request.text};
    if (request.folder) query.folder = folderId(*request.folder);
    const auto found = queries_.search(caller, query, selection.details());
    const auto all = view_.list(caller, selection, found.events);
    auto rows = json::makeArray();
    const std::size_t end = std::min(all->size(), request.start + request.size);
    for (std::size_t i = request.start; i < end; ++i) rows->add(all->get(static_cast<unsigned int>(i)));
    return {.found = found.events.size(), .rows = rows, .timestamp = found.timestamp};
}

}  // namespace groupware::calendar::api
