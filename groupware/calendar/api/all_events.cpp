#include "groupware/calendar/api/all_events.h"

#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {
namespace {

/// Each once.
std::vector<std::string> foldersOf(const json::Value& body, std::size_t most) {
    std::vector<std::string> folders;
    const auto object = json::requireObject(body, "the folders");
    const auto list = json::array(*object, "folders");
    if (!list) throw Error(ErrorCode::BadRequest, "no folders", "The body needs a list of folders.");
    if (list->size() > most) {
        const auto text = "A request names at most " + std::to_string(most) + " folders.";
        throw Error(ErrorCode::TooLarge, text, text);
    }
    for (const auto& each : *list) {
        auto folder = json::textOf(each, "a folder");
        if (std::find(folders.begin(), folders.end(), folder) == folders.end()) folders.push_back(std::move(folder));
    }
    return folders;
}

}  // namespace

engine::Result AllEvents::handle(const Caller& caller, const engine::Call& call) {
    const EventSelection selection(call);
    const TimeRange range = requireRange(call);
    const Details details = selection.details(call.flag("expand"));
    engine::Result answer;
    if (call.json().isEmpty()) {
        const auto folder = call.parameter("folder");
        const auto found = folder ? queries_.inRange(caller, folderId(*folder), range, details)
                                  : queries_.inRange(caller, range, details);
        answer.data = view_.list(caller, selection, found.events);
        answer.timestamp = found.timestamp;
        return answer;
    }
    auto data = json::makeArray();
    Seq newest;
    std::size_t length = 0;
    for (const auto& folder : foldersOf(call.json(), limits_().parts)) {
        auto object = json::makeObject();
        object->set("folder", folder);
        try {
            const auto found = queries_.inRange(caller, folderId(folder), range, details);
            object->set("events", view_.list(caller, selection, found.events));
            object->set("timestamp", found.timestamp.value);
            newest = std::max(newest, found.timestamp);
            length += found.events.size();
        } catch (const Error& error) {  // of this folder; the others are answered
            if (error.code() == ErrorCode::Unavailable || error.code() == ErrorCode::Internal) throw;
            object->set("error", errorJson(error));
        }
        data->add(object);
        queries_.requireListLength(length);
    }
    answer.data = data;
    if (newest.value != 0) answer.timestamp = newest;
    return answer;
}

}  // namespace groupware::calendar::api
