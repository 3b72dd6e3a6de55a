#pragma once

#include "groupware/attachments/attachment.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/formats/json/json.h"
#include "groupware/http/multipart.h"
#include "groupware/http/request.h"

#include <vector>

namespace groupware::attachments::api {

/// What a form may hold beside its files.
struct FormLimits {
    formats::json::Limits json{};  ///< of each `json_<n>` field
    http::MultipartLimits multipart{};
};

/// An upload by form: files in `file_<n>`, each described by the object in `json_<n>`, in any order.
struct Form {
    Target target{};
    std::vector<NewAttachment> files{};  ///< in the order of their numbers
};

/// Reads the whole form; files are stored while they arrive. Their names and types count where the objects say nothing.
/// If an object comes first, permission and room are checked before files are read.
/// @throws Error BadRequest for a file without object, an object without file, or objects of different targets
[[nodiscard]] Form readForm(const AttachmentService& service, const Caller& caller, const http::Request& request,
                            const FormLimits& limits);

}  // namespace groupware::attachments::api
