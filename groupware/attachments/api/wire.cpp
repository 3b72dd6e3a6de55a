#include "groupware/attachments/api/wire.h"

#include "groupware/base/error.h"

#include <string>

namespace groupware::attachments::api {
namespace {

std::int64_t requireMember(const json::Object& object, const char* name) {
    const auto value = json::integer(object, name);
    if (value) return *value;
    throw Error(ErrorCode::BadRequest, std::string("attachment without ") + name,
                std::string("The attachment needs the member \"") + name + "\".");
}

}  // namespace

Module moduleOf(std::int64_t number) {
    for (const Module module : {Module::Appointment, Module::Task, Module::Contact}) {
        if (static_cast<std::int64_t>(module) == number) return module;
    }
    throw Error(ErrorCode::BadRequest, "no attachments for module " + std::to_string(number),
                "Objects of this module have no attachments.");
}

Target targetOf(const engine::Call& call) {
    return {.owner = {.module = moduleOf(call.requireInteger("module")), .object = call.requireInteger("attached")},
            .folder = {call.requireInteger("folder")}};
}

AttachmentId attachmentOf(const engine::Call& call) {
    return {call.requireInteger("id")};
}

std::vector<AttachmentId> attachmentsOf(const engine::Call& call) {
    std::vector<AttachmentId> ids;
    const auto list = json::requireArray(call.json(), "the list of attachments");
    for (const auto& element : *list) ids.push_back({json::integerOf(element, "an attachment's id")});
    return ids;
}

FileWords fileWordsOf(const json::Object& object) {
    FileWords words{.target = {.owner = {.module = moduleOf(requireMember(object, "module")),
                                         .object = requireMember(object, "attached")},
                               .folder = {requireMember(object, "folder")}},
                    .filename = json::text(object, "filename"),
                    .mediaType = json::text(object, "file_mimetype")};
    // Documents of the interface spell it rft_flag, clients rtf_flag.
    words.rtf = json::flag(object, "rtf_flag").value_or(json::flag(object, "rft_flag").value_or(false));
    return words;
}

}  // namespace groupware::attachments::api
