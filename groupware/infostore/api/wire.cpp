#include "groupware/infostore/api/wire.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <charconv>

namespace groupware::infostore::api {
namespace {

[[noreturn]] void badId(std::string_view text) {
    throw Error(ErrorCode::BadRequest, "not an id of " + std::to_string(text.size()) + " octets",
                "\"" + std::string(text.substr(0, 64)) + "\" is not an id.");
}

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc() || rest != end || value < 0) badId(text);
    return value;
}

/// Colours are small; what is beyond an int must not become one by cutting.
int colorOf(std::int64_t color) {
    return static_cast<int>(std::clamp<std::int64_t>(color, -1, kMaxColorLabel + 1));
}

/// A text member: absent = nothing, null = "".
std::optional<std::string> textOrNull(const json::Object& object, const std::string& key) {
    if (object.has(key) && object.isNull(key)) return "";
    return json::text(object, key);
}

}  // namespace

std::string wireId(FolderId folder, DocumentId document) {
    return std::to_string(folder.value) + "/" + std::to_string(document.value);
}

DocumentRef documentRef(std::string_view id, const std::optional<std::string>& folder) {
    const std::size_t slash = id.find('/');
    if (slash != std::string_view::npos)
        return {.id = {number(id.substr(slash + 1))}, .folder = FolderId{number(id.substr(0, slash))}};
    DocumentRef ref{.id = {number(id)}};
    if (folder && !folder->empty()) ref.folder = FolderId{number(*folder)};
    return ref;
}

DocumentRef documentRefOf(const engine::Call& call) {
    return documentRef(call.require("id"), call.parameter("folder"));
}

std::vector<DocumentRef> documentRefsOf(const json::Value& body) {
    const auto list = json::requireArray(body, "the list of documents");
    std::vector<DocumentRef> refs;
    refs.reserve(list->size());
    for (const auto& element : *list) {
        if (element.type() != typeid(json::Object::Ptr)) {
            refs.push_back(documentRef(json::textOf(element, "a document's id")));
            continue;
        }
        const auto object = json::requireObject(element, "a document");
        const auto id = json::text(*object, "id");
        if (!id) throw Error(ErrorCode::BadRequest, "list element without id", "A document of the list has no id.");
        refs.push_back(documentRef(*id, json::text(*object, "folder")));
    }
    return refs;
}

engine::Result refusals(const Refusals& result) {
    engine::Result answer;
    auto list = json::makeArray();
    for (const auto& [ref, reason] : result.refused) {
        auto object = json::makeObject();
        object->set("id", ref.folder ? wireId(*ref.folder, ref.id) : std::to_string(ref.id.value));
        if (ref.folder) object->set("folder", std::to_string(ref.folder->value));
        list->add(object);
        answer.warnings.push_back(reason);
    }
    answer.data = list;
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

FolderId folderId(std::string_view text) {
    return {number(text)};
}

std::optional<Seq> lastSeen(const engine::Call& call) {
    const auto timestamp = call.integer("timestamp");
    if (!timestamp) return std::nullopt;
    return Seq{*timestamp};
}

Seq requireLastSeen(const engine::Call& call) {
    return {call.requireInteger("timestamp")};
}

json::Object::Ptr fileObject(const json::Value& body) {
    auto object = json::requireObject(body, "the document");
    if (auto file = json::object(*object, "file")) return file;
    return object;
}

DocumentPatch patchOf(const json::Object& object) {
    const auto permissions = json::array(object, "object_permissions");
    if (permissions && permissions->size() > 0)
        throw Error(ErrorCode::BadRequest, "object permissions are not supported",
                    "Single documents cannot be shared. Share their folder.");
    DocumentPatch patch{.filename = textOrNull(object, "filename"),
                        .title = textOrNull(object, "title"),
                        .description = textOrNull(object, "description"),
                        .url = textOrNull(object, "url"),
                        .categories = textOrNull(object, "categories"),
                        .versionComment = textOrNull(object, "version_comment"),
                        .mediaType = json::text(object, "file_mimetype")};
    if (const auto folder = json::text(object, "folder_id")) patch.folder = folderId(*folder);
    if (const auto color = json::integer(object, "color_label")) patch.colorLabel = colorOf(*color);
    return patch;
}

DocumentPatch patchOf(const engine::Call& call) {
    DocumentPatch patch{.filename = call.parameter("filename"),
                        .title = call.parameter("title"),
                        .description = call.parameter("description"),
                        .url = call.parameter("url"),
                        .categories = call.parameter("categories"),
                        .versionComment = call.parameter("version_comment"),
                        .mediaType = call.parameter("file_mimetype")};
    if (const auto folder = call.parameter("folder_id")) patch.folder = folderId(*folder);
    if (const auto color = call.integer("color_label")) patch.colorLabel = colorOf(*color);
    return patch;
}

engine::Result written(const Written& result) {
    return writtenWith(result, wireId(result.document.folder, result.document.id));
}

engine::Result writtenWith(const Written& result, const json::Value& data) {
    engine::Result answer;
    answer.data = data;
    answer.timestamp = result.document.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::infostore::api
