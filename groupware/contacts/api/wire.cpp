#include "groupware/contacts/api/wire.h"

#include "groupware/api/coded_error.h"
#include "groupware/base/error.h"
#include "groupware/contacts/search_pattern.h"
#include "groupware/folders/folder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace groupware::contacts::api {
namespace {

constexpr engine::Code kPatternTooShort{"CON", 1000};

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

/// Members that say what the server knows: clients send whole objects back.
bool isDescribing(std::string_view name) {
    constexpr std::array<std::string_view, 24> kNames{"id",
                                                      "created_by",
                                                      "modified_by",
                                                      "creation_date",
                                                      "last_modified",
                                                      "last_modified_utc",
                                                      "user_id",
                                                      "internal_userid",
                                                      "number_of_attachments",
                                                      "lastModifiedOfNewestAttachmentUTC",
                                                      "number_of_distribution_list",
                                                      "number_of_images",
                                                      "contains_image1",
                                                      "image_last_modified",
                                                      "image1_content_type",
                                                      "image1_url",
                                                      "useCount",
                                                      "sort_name",
                                                      "special_sorting",
                                                      "timestamp",
                                                      "folder",
                                                      "number_of_links",
                                                      "file_as_sort",
                                                      "cid"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string fieldValue(const json::Object& object, const Field& field) {
    const std::string name(field.name);
    if (object.isNull(name)) return {};
    switch (field.kind) {
        case FieldKind::Date: {
            if (json::Value(object.get(name)).isString() && object.getValue<std::string>(name).empty()) return {};
            const auto day = json::integer(object, name);
            return day ? dateText(*day) : "";
        }
        case FieldKind::Number: {
            if (json::Value(object.get(name)).isString() && object.getValue<std::string>(name).empty()) return {};
            const auto value = json::integer(object, name);
            return value ? normalized(field, std::to_string(*value)) : "";
        }
        case FieldKind::Flag: return json::flag(object, name).value_or(false) ? "1" : "";
        case FieldKind::Text:
        case FieldKind::Lines:
        case FieldKind::List: return normalized(field, json::text(object, name).value_or(""));
    }
    return {};
}

Member memberOf(const json::Object& object) {
    Member member{.name = json::text(object, "display_name").value_or(""),
                  .mail = json::text(object, "mail").value_or(""),
                  .sortName = json::text(object, "sort_name").value_or("")};
    const auto field = json::integer(object, "mail_field").value_or(0);
    const auto id = json::text(object, "id").value_or("");
    const auto folder = json::text(object, "folder_id").value_or("");
    // Users are members by their address.
    const bool user = !folder.empty() && folderId(folder) == folders::kGlobalAddressBook;
    if (field == 0 || id.empty() || id == "0" || user) return member;
    member.contact = contactId(id);
    member.mailField = static_cast<int>(std::clamp<std::int64_t>(field, -1, kMailFields + 1));
    return member;
}

std::vector<Member> membersOf(const json::Value& value) {
    std::vector<Member> members;
    if (value.isEmpty()) return members;
    const auto list = json::requireArray(value, "distribution_list");
    for (const auto& each : *list) members.push_back(memberOf(*json::requireObject(each, "a member")));
    return members;
}

}  // namespace

FolderId folderId(std::string_view text) {
    return {number(text)};
}

ContactId contactId(std::string_view text) {
    return {number(text)};
}

std::optional<FolderId> folderOf(const engine::Call& call) {
    const auto text = call.parameter("folder");
    if (!text || text->empty()) return std::nullopt;
    return folderId(*text);
}

ContactRef contactRefOf(const engine::Call& call) {
    const auto id = call.require("id");
    return {.id = contactId(id), .folder = folderId(call.require("folder"))};
}

ContactRef contactRef(const json::Object& object) {
    const auto id = json::text(object, "id");
    if (!id) throw Error(ErrorCode::BadRequest, "contact without id", "The object has no id.");
    ContactRef ref{.id = contactId(*id)};
    auto folder = json::text(object, "folder");
    if (!folder) folder = json::text(object, "folder_id");
    if (folder) ref.folder = folderId(*folder);
    return ref;
}

std::vector<ContactRef> contactRefsOf(const json::Value& body) {
    std::vector<ContactRef> refs;
    if (body.type() == typeid(json::Object::Ptr)) {
        refs.push_back(contactRef(*json::requireObject(body, "the contact")));
        return refs;
    }
    const auto list = json::requireArray(body, "the body");
    for (const auto& each : *list) refs.push_back(contactRef(*json::requireObject(each, "a contact")));
    return refs;
}

std::vector<ContactRef> userRefsOf(const json::Value& body) {
    std::vector<ContactRef> refs;
    const auto list = json::requireArray(body, "the body");
    for (const auto& each : *list)
        refs.push_back({.id = {json::integerOf(each, "a user")}, .folder = folders::kGlobalAddressBook});
    return refs;
}

void requirePatternLength(std::string_view pattern, std::size_t minimum) {
    if (plainCharacters(pattern) >= minimum) return;
    const std::string text = "The search text needs at least " + std::to_string(minimum) + " characters.";
    throw engine::CodedError(ErrorCode::BadRequest, kPatternTooShort, text, text);
}

Seq requireLastSeen(const engine::Call& call) {
    return {call.requireInteger("timestamp")};
}

ContactPatch patchOf(const json::Object& object) {
    ContactPatch patch;
    for (const auto& name : object.getNames()) {
        if (const auto* field = findField(name)) {
            patch.fields[field->column] = fieldValue(object, *field);
        } else if (name == "folder_id") {
            if (const auto folder = json::text(object, name)) patch.folder = folderId(*folder);
        } else if (name == "uid") {
            patch.uid = json::text(object, name);
        } else if (name == "mark_as_distributionlist") {
            patch.isList = json::flag(object, name);
        } else if (name == "distribution_list") {
            patch.members = membersOf(object.get(name));
        } else if (name == "image1") {
            if (!object.isNull(name) && !json::text(object, name).value_or("").empty())
                throw Error(ErrorCode::BadRequest, "picture as JSON", "A picture is sent as the file of a form.");
            patch.removePicture = true;
        } else if (!isDescribing(name)) {
            throw Error(ErrorCode::BadRequest, "unknown member of a contact",
                        "A contact has no field '" + name.substr(0, 64) + "'.");
        }
    }
    if (patch.members && !patch.members->empty() && !patch.isList) patch.isList = true;
    return patch;
}

engine::Result refusals(const Refusals& result) {
    auto data = json::makeArray();
    engine::Result answer;
    for (const auto& refusal : result.refused) {
        auto object = json::makeObject();
        object->set("id", std::to_string(refusal.contact.id.value));
        if (refusal.contact.folder) object->set("folder", std::to_string(refusal.contact.folder->value));
        data->add(object);
        answer.warnings.push_back(refusal.reason);
    }
    answer.data = data;
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

engine::Result written(const Written& result) {
    auto data = json::makeObject();
    data->set("id", std::to_string(result.contact.id.value));
    data->set("folder_id", std::to_string(result.contact.folder.value));
    engine::Result answer;
    answer.data = data;
    answer.timestamp = result.contact.seq;
    answer.committed = result.committed;
    return answer;
}

std::string pictureUrl(const Contact& contact) {
    return "/ajax/image/contact/picture?folder=" + std::to_string(contact.folder.value) +
           "&id=" + std::to_string(contact.id.value) + "&timestamp=" + std::to_string(contact.pictureSeq.value);
}

}  // namespace groupware::contacts::api
