#include "groupware/contacts/api/form.h"

#include "groupware/base/error.h"
#include "groupware/contacts/api/wire.h"
#include "groupware/contacts/picture.h"

#include <optional>
#include <utility>

namespace groupware::contacts::api {

bool isForm(const http::Request* request) {
    return request != nullptr && request->contentType() == "multipart/form-data";
}

ContactPatch readContactForm(const http::Request& request, const FormLimits& form, const Limits& limits) {
    http::MultipartReader reader(request.body(), request.header("Content-Type"), form.multipart);
    std::optional<ContactPatch> patch;
    std::optional<Picture> picture;
    while (const auto part = reader.next()) {
        if (part->name == "json" || part->name == "json_0") {
            patch =
                patchOf(*json::requireObject(json::parse(reader.readText(form.json.bytes), form.json), "the contact"));
        } else if (part->name == "file" || part->name == "file_0") {
            if (picture) throw Error(ErrorCode::BadRequest, "form with two files", "A contact has one picture.");
            picture = checkedPicture(reader.readText(limits.pictureBytes), limits.pictureBytes, limits.picturePixels);
        }
    }
    if (!patch) throw Error(ErrorCode::BadRequest, "form without field json", "The form has no field \"json\".");
    if (picture) {
        patch->picture = std::move(picture);
        patch->removePicture = false;
    }
    return std::move(*patch);
}

std::string readImportFile(const http::Request& request, const FormLimits& form, std::size_t maxOctets) {
    if (!isForm(&request)) return request.readBody(maxOctets);
    http::MultipartReader reader(request.body(), request.header("Content-Type"), form.multipart);
    while (const auto part = reader.next()) {
        if (part->fileName || part->name.starts_with("file")) return reader.readText(maxOctets);
    }
    throw Error(ErrorCode::BadRequest, "import without file", "The form has no file.");
}

}  // namespace groupware::contacts::api
