#include "groupware/calendar/api/event_form.h"

#include "groupware/base/error.h"

#include <span>
#include <string_view>

namespace groupware::calendar::api {
namespace {

/// `json` and `json_0`, or `file` and `file_7`.
bool isField(std::string_view field, std::string_view name) {
    return field == name || (field.starts_with(name) && field.substr(name.size()).starts_with('_'));
}

[[noreturn]] void refuse(const char* why) {
    throw Error(ErrorCode::BadRequest, why, why);
}

}  // namespace

bool isForm(const http::Request* request) {
    return request != nullptr && request->contentType() == "multipart/form-data";
}

EventForm readForm(const StoredFiles& files, const Caller& caller, const http::Request& request,
                   const EventFormLimits& limits) {
    http::MultipartReader reader(request.body(), request.header("Content-Type"), limits.multipart);
    EventForm form;
    while (const auto part = reader.next()) {
        if (isField(part->name, "json")) {
            if (!form.body.isEmpty()) refuse("The form has two events.");
            form.body = json::parse(reader.readText(limits.json.bytes), limits.json);
        } else if (isField(part->name, "file")) {
            form.files.push_back(files.stage(caller, part->fileName.value_or("attachment"), part->contentType,
                                             [&](std::span<char> into) { return reader.read(into); }));
        }
    }
    if (form.body.isEmpty()) refuse("The form has no field \"json_0\".");
    return form;
}

}  // namespace groupware::calendar::api
