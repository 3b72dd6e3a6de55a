#include "groupware/tasks/api/import_tasks.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/contents_answer.h"
#include "groupware/tasks/api/actions.h"
#include "groupware/tasks/api/wire.h"

#include <optional>
#include <string>

namespace groupware::tasks::api {
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

int numberOf(ErrorCode code) {
    const auto& errors = taskErrors();
    if (code == ErrorCode::TooLarge) return errors.tooLarge;
    return code == ErrorCode::Conflict ? errors.conflict : errors.badRequest;
}

json::Object::Ptr reportOf(const Imported& item, std::size_t index) {
    auto object = json::makeObject();
    if (item.task) {
        object->set("id", item.task->id.value);
        object->set("folder_id", item.task->folder.value);
        object->set("last_modified", item.task->seq.value);
        return object;
    }
    object->set("error", item.failure->publicText());
    object->set("code", engine::Code{taskErrors().prefix, numberOf(item.failure->code())}.text());
    object->set("index", static_cast<std::int64_t>(index));
    return object;
}

}  // namespace

engine::Result ImportTasks::handle(const Caller& caller, const engine::Call& call) {
    const FolderId folder = folderId(call.require("folder"));
    const auto file = fileOf(call, limits_, service_.limits().importBytes);
    const auto result = service_.import(caller, folder, file, call.flag("ignoreUIDs"));
    auto list = json::makeArray();
    engine::Result answer;
    for (std::size_t index = 0; index < result.items.size(); ++index) {
        const auto& item = result.items[index];
        list->add(reportOf(item, index));
        if (item.failure)
            answer.warnings.push_back("Task " + std::to_string(index + 1) + ": " + item.failure->publicText());
    }
    answer.data = list;
    if (result.committed.seq.value == 0) return answer;
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::tasks::api
