#pragma once

#include "groupware/calendar/queries/stored_files.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/multipart.h"
#include "groupware/http/request.h"

#include <vector>

namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// What a form may hold beside its files.
struct EventFormLimits {
    json::Limits json{};  ///< of the field `json_0`
    http::MultipartLimits multipart{};
};

/// An upload by form: the object in field `json_0`, files in `file_0`, `file_1`, ..., in any order.
struct EventForm {
    json::Value body{};
    std::vector<NewFile> files{};  ///< in the order of the form
};

[[nodiscard]] bool isForm(const http::Request* request);

/// Reads the whole form; files are stored while they arrive.
/// @throws Error BadRequest for a form without `json_0`, or with two; as StoredFiles::stage()
[[nodiscard]] EventForm readForm(const StoredFiles& files, const Caller& caller, const http::Request& request,
                                 const EventFormLimits& limits);

}  // namespace groupware::calendar::api
