#include "groupware/calendar/api/appointments/search_appointments.h"

#include "groupware/calendar/api/wire.h"
#include "groupware/formats/lines/ascii.h"

#include <string_view>

namespace groupware::calendar::api {

engine::Result SearchAppointments::handle(const Caller& caller, const engine::Call& call) {
    const auto listing = appointments_.listing(call);
    const auto body = json::requireObject(call.json(), "the search");
    EventQuery query{.pattern = json::text(*body, "pattern").value_or("")};
    auto folder = json::text(*body, "folder");
    if (!folder) folder = call.parameter("folder");
    if (folder && !folder->empty() && *folder != "0") query.folder = folderId(*folder);
    auto found = appointments_.queries().search(caller, query, {.fields = needsOf(listing).fields});
    if (json::flag(*body, "startletter").value_or(false)) {
        const auto letter = formats::lines::lower(std::string_view(query.pattern));
        std::erase_if(found.events, [&](const Event& event) {
            return !formats::lines::lower(std::string_view(event.summary)).starts_with(letter);
        });
    }
    engine::Result answer;
    answer.data = appointments_.rows(caller, call, listing, found.events);
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
