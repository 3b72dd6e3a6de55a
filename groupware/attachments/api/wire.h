#pragma once

#include "groupware/api/action.h"
#include "groupware/attachments/attachment.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/formats/json/json.h"

#include <cstdint>
#include <optional>
#include <vector>

/// Attachments in the words of the JSON interface.
namespace groupware::attachments::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// @throws Error BadRequest for a number that is no module's
[[nodiscard]] Module moduleOf(std::int64_t number);

/// The call's `attached`, `folder` and `module`.
[[nodiscard]] Target targetOf(const engine::Call& call);
/// The call's `id`.
[[nodiscard]] AttachmentId attachmentOf(const engine::Call& call);
/// The body: a list of ids.
[[nodiscard]] std::vector<AttachmentId> attachmentsOf(const engine::Call& call);

/// What one file of a form says about itself.
struct FileWords {
    Target target{};
    std::optional<std::string> filename{};
    std::optional<std::string> mediaType{};
    bool rtf = false;
};
/// `{"attached":..., "folder":..., "module":..., "filename":..., "file_mimetype":..., "rtf_flag":...}`.
/// @throws Error BadRequest
[[nodiscard]] FileWords fileWordsOf(const json::Object& object);

}  // namespace groupware::attachments::api
