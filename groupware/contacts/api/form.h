#pragma once

#include "groupware/contacts/contact_patch.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/multipart.h"
#include "groupware/http/request.h"

#include <cstddef>
#include <string>

namespace groupware::contacts::api {

/// What a form may hold beside its file.
struct FormLimits {
    formats::json::Limits json{};  ///< of the `json` field
    http::MultipartLimits multipart{};
};

/// True if the request carries a form with a file.
[[nodiscard]] bool isForm(const http::Request* request);

/// A contact by form: the object in field `json` (or `json_0`), its picture in `file` (or `file_0`), in any order.
/// @throws Error BadRequest without an object or with a file that is no picture; TooLarge
[[nodiscard]] ContactPatch readContactForm(const http::Request& request, const FormLimits& form, const Limits& limits);

/// The file of an import: the first file of a form, or the whole body of any other request.
/// @throws Error BadRequest without a file, TooLarge beyond `maxOctets`
[[nodiscard]] std::string readImportFile(const http::Request& request, const FormLimits& form, std::size_t maxOctets);

}  // namespace groupware::contacts::api
