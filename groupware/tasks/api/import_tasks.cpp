#include "groupware/tasks/api/import_tasks.h"

#include "groupware/api/coded_error.h"
#include "groupware/tasks/api/actions.h"
#include "groupware/tasks/api/wire.h"

namespace groupware::tasks::api {
namespace {

int numberOf(ErrorCode code) {
    const auto& errors = taskErrors();
    if (code == ErrorCode::TooLarge) return errors.tooLarge;
    return code == ErrorCode::Conflict ? errors.conflict : errors.badRequest;
}

}  // namespace

engine::Result ImportTasks::handle(const Caller& caller, const engine::Call& call) {
    const FolderId folder = folderId(call.require("folder"));
    const engine::ImportFile file(call, form_, service_.limits().importBytes);
    const auto result = service_.import(caller, folder, file.source(), call.flag("ignoreUIDs"));
    engine::ImportAnswer answer("Task");
    for (const auto& item : result.items) {
        auto object = json::makeObject();
        if (item.failure) {
            object->set("error", item.failure->publicText());
            object->set("code", engine::Code{taskErrors().prefix, numberOf(item.failure->code())}.text());
            answer.refuse(object, *item.failure);
            continue;
        }
        object->set("id", item.task->id.value);
        object->set("folder_id", item.task->folder.value);
        object->set("last_modified", item.task->seq.value);
        answer.add(object);
    }
    return answer.finish(result.committed);
}

}  // namespace groupware::tasks::api
