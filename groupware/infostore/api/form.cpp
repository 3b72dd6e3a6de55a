#include "groupware/infostore/api/form.h"

#include "groupware/base/error.h"
#include "groupware/infostore/api/wire.h"

#include <algorithm>
#include <string>

namespace groupware::infostore::api {
namespace {

/// What a form adds to its file, roughly: an estimate must not refuse what fits.
constexpr std::int64_t kFormOverhead = 65'536;

std::optional<std::int64_t> estimatedLength(const http::Request& request) {
    const auto length = request.body().length();
    if (!length) return std::nullopt;
    return std::max<std::int64_t>(static_cast<std::int64_t>(*length) - kFormOverhead, 0);
}

}  // namespace

bool isForm(const http::Request* request) {
    return request != nullptr && request->contentType() == "multipart/form-data";
}

Form readForm(const InfostoreService& service, const Caller& caller, const http::Request& request,
              const FormLimits& limits,
              const std::function<void(const DocumentPatch&, std::optional<std::int64_t> length)>& check) {
    http::MultipartReader reader(request.body(), request.header("Content-Type"), limits.multipart);
    Form form;
    std::optional<DocumentPatch> patch;
    std::string filename;
    std::string mediaType;
    while (const auto part = reader.next()) {
        if (part->name == "json" || part->name == "json_0") {
            patch = patchOf(*fileObject(json::parse(reader.readText(limits.json.bytes), limits.json)));
        } else if (part->name == "file" || part->name == "file_0") {
            if (form.contents) throw Error(ErrorCode::BadRequest, "form with two files", "One file at a time, please.");
            if (patch) check(*patch, estimatedLength(request));
            form.contents.emplace(
                service.stage(caller, {.read = [&](std::span<char> into) { return reader.read(into); }}));
            filename = part->fileName.value_or("");
            mediaType = part->contentType;
        }
    }
    if (!patch) throw Error(ErrorCode::BadRequest, "form without field json", "The form has no field \"json\".");
    form.patch = std::move(*patch);
    if (form.contents && form.patch.filename.value_or("").empty() && !filename.empty()) form.patch.filename = filename;
    if (form.contents && !form.patch.mediaType) form.patch.mediaType = mediaType;
    return form;
}

}  // namespace groupware::infostore::api
