#include "groupware/calendar/api/wire.h"

#include "groupware/api/coded_error.h"
#include "groupware/formats/ical/time_value.h"

#include <charconv>
#include <optional>

namespace groupware::calendar::api {
namespace {

constexpr std::size_t kShown = 64;

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (failure == std::errc() && rest == end && value >= 0) return value;
    throw Error(ErrorCode::BadRequest, "not an id of " + std::to_string(text.size()) + " octets",
                "\"" + std::string(text.substr(0, kShown)) + "\" is not an id.");
}

std::string recurrenceId(const std::optional<std::string>& text) {
    constexpr std::size_t kLongest = 128;
    if (!text || text->empty()) return {};
    // A zone in front is another way to write it, which the service reads.
    const auto time = std::string_view(*text).substr(text->rfind(':') + 1);
    if (text->size() <= kLongest && ical::parseTime(time)) return *text;
    throw Error(ErrorCode::BadRequest, "not a recurrence id of " + std::to_string(text->size()) + " octets",
                "\"" + text->substr(0, kShown) + "\" is not a recurrence id.");
}

int numberOf(ErrorCode code) {
    const auto& errors = calendarErrors();
    switch (code) {
        case ErrorCode::NotFound: return errors.notFound;
        case ErrorCode::Forbidden: return errors.forbidden;
        case ErrorCode::Conflict: return errors.conflict;
        case ErrorCode::PreconditionFailed: return errors.preconditionFailed;
        case ErrorCode::TooLarge: return errors.tooLarge;
        default: return errors.badRequest;
    }
}

}  // namespace

const engine::ModuleErrors& calendarErrors() {
    // 4120 is Open-Xchange's number of what somebody else has changed, which clients know.
    static constexpr engine::ModuleErrors kErrors{.prefix = "CAL",
                                                  .notFound = 4040,
                                                  .forbidden = 4030,
                                                  .conflict = 4090,
                                                  .preconditionFailed = 4120,
                                                  .badRequest = 4000,
                                                  .tooLarge = 4130};
    return kErrors;
}

FolderId folderId(std::string_view text) {
    return {number(text)};
}

EventRef eventRefOf(const engine::Call& call) {
    return {.folder = folderId(call.require("folder")),
            .id = {number(call.require("id"))},
            .recurrenceId = recurrenceId(call.parameter("recurrenceId"))};
}

EventRef eventRefOf(const json::Value& element) {
    const auto object = json::requireObject(element, "an event");
    auto folder = json::text(*object, "folder");
    if (!folder) folder = json::text(*object, "folder_id");
    return {.folder = {number(folder.value_or(""))},
            .id = {number(json::text(*object, "id").value_or(""))},
            .recurrenceId = recurrenceId(json::text(*object, "recurrenceId"))};
}

std::vector<EventRef> eventRefsOf(const json::Value& body) {
    const auto list = json::requireArray(body, "the list of events");
    std::vector<EventRef> refs;
    refs.reserve(list->size());
    for (const auto& element : *list) refs.push_back(eventRefOf(element));
    return refs;
}

json::Object::Ptr refJson(const EventRef& event) {
    auto object = json::makeObject();
    object->set("folder", std::to_string(event.folder.value));
    object->set("id", std::to_string(event.id.value));
    if (!event.recurrenceId.empty()) object->set("recurrenceId", event.recurrenceId);
    return object;
}

json::Object::Ptr errorJson(const Error& error) {
    auto object = json::makeObject();
    object->set("error", error.publicText());
    object->set("code", engine::Code{calendarErrors().prefix, numberOf(error.code())}.text());
    return object;
}

}  // namespace groupware::calendar::api
