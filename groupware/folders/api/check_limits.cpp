#include "groupware/folders/api/check_limits.h"

#include "groupware/api/envelope.h"
#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {
namespace {

constexpr std::string_view kStorage = "filestore";

// As the uploads themselves would be answered.
constexpr engine::ModuleErrors kErrors{.prefix = "IFO", .badRequest = 2103, .tooLarge = 1700};

std::vector<PlannedFile> filesOf(const json::Value& body) {
    const auto object = json::requireObject(body, "the body");
    std::vector<PlannedFile> files;
    for (const auto& element : *json::requireArray(object->get("files"), "\"files\"")) {
        const auto file = json::requireObject(element, "a file");
        files.push_back(
            {.name = json::text(*file, "name").value_or(""), .size = json::integer(*file, "size").value_or(0)});
    }
    return files;
}

}  // namespace

engine::Result CheckLimits::handle(const Caller& caller, const engine::Call& call) {
    const auto folder = folderOf(call, "id");
    if (call.require("type") != kStorage) {
        throw Error(ErrorCode::BadRequest, "checklimits of another type", "The only type of limits is \"filestore\".");
    }
    const engine::Envelopes envelopes(
        [](const std::exception& error) { return Error(ErrorCode::Internal, error.what()); });
    auto errors = json::makeArray();
    for (const auto& error : check_(caller, folder, filesOf(call.json()))) {
        errors->add(envelopes.failure(error, kErrors).envelope);
    }
    auto data = json::makeObject();
    data->set("errors", errors);
    engine::Result result;
    result.data = data;
    return result;
}

}  // namespace groupware::folders::api
