#include "groupware/calendar/api/import_events.h"

#include "groupware/api/contents_answer.h"
#include "groupware/calendar/api/wire.h"

#include <string>

namespace groupware::calendar::api {
namespace {

std::string fileOf(const engine::Call& call, const http::MultipartLimits& limits, std::size_t most) {
    const auto& request = engine::requireRequest(call);
    if (request.contentType() != "multipart/form-data")
        throw Error(ErrorCode::BadRequest, "import without form", "An import is a form with a field \"file\".");
    http::MultipartReader reader(request.body(), request.header("Content-Type"), limits);
    while (const auto part = reader.next()) {
        if (part->name == "file" || part->name == "file_0") return reader.readText(most);
    }
    throw Error(ErrorCode::BadRequest, "form without field file", "The form has no field \"file\".");
}

json::Object::Ptr reportOf(const ImportedObject& item, std::size_t index) {
    if (!item.object) {
        auto object = errorJson(*item.failure);
        object->set("index", static_cast<std::int64_t>(index));
        return object;
    }
    auto object = json::makeObject();
    object->set("id", std::to_string(item.object->id.value));
    object->set("folder_id", std::to_string(item.object->folder.value));
    object->set("last_modified", item.object->seq.value);
    return object;
}

}  // namespace

engine::Result ImportEvents::handle(const Caller& caller, const engine::Call& call) {
    const FolderId folder = folderId(call.require("folder"));
    const auto file = fileOf(call, limits_, mostOctets_());
    const auto result = service_.import(caller, folder, file, call.flag("ignoreUIDs"));
    auto list = json::makeArray();
    engine::Result answer;
    for (std::size_t index = 0; index < result.items.size(); ++index) {
        const auto& item = result.items[index];
        list->add(reportOf(item, index));
        if (item.failure)
            answer.warnings.push_back("Event " + std::to_string(index + 1) + ": " + item.failure->publicText());
    }
    answer.data = list;
    if (result.committed.seq.value == 0) return answer;
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::calendar::api
