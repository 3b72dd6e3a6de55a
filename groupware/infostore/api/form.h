#pragma once

#include "groupware/formats/json/json.h"
#include "groupware/http/multipart.h"
#include "groupware/http/request.h"
#include "groupware/infostore/document_patch.h"
#include "groupware/infostore/service/infostore_service.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace groupware::infostore::api {

/// What a form upload may hold beside its file.
struct FormLimits {
    formats::json::Limits json{};  ///< of the `json` field
    http::MultipartLimits multipart{};
};

/// An upload by form: the object in field `json` (or `json_0`), the file in `file` (or `file_0`), in any order.
struct Form {
    DocumentPatch patch{};
    std::optional<StagedContents> contents{};
};

/// True if the request carries a form with a file.
[[nodiscard]] bool isForm(const http::Request* request);

/// Reads the whole form; the file is stored while it arrives. The file's name and type count where the object says
/// nothing.
/// @param check  called before the file is read if the object came first, with an estimate of the file's length
/// @throws Error BadRequest without an object, or what `check` throws
[[nodiscard]] Form readForm(const InfostoreService& service, const Caller& caller, const http::Request& request,
                            const FormLimits& limits,
                            const std::function<void(const DocumentPatch&, std::optional<std::int64_t> length)>& check);

}  // namespace groupware::infostore::api
