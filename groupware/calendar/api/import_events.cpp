#include "groupware/calendar/api/import_events.h"

#include "groupware/calendar/api/wire.h"

#include <string>

namespace groupware::calendar::api {
engine::Result ImportEvents::handle(const Caller& caller, const engine::Call& call) {
    const FolderId folder = folderId(call.require("folder"));
    const engine::ImportFile file(call, form_, mostOctets_());
    const auto result = service_.import(caller, folder, file.source(), call.flag("ignoreUIDs"));
    engine::ImportAnswer answer("Event");
    for (const auto& item : result.items) {
        if (!item.object) {
            answer.refuse(errorJson(*item.failure), *item.failure);
            continue;
        }
        auto object = json::makeObject();
        object->set("id", std::to_string(item.object->id.value));
        object->set("folder_id", std::to_string(item.object->folder.value));
        object->set("last_modified", item.object->seq.value);
        answer.add(object);
    }
    return answer.finish(result.committed);
}

}  // namespace groupware::calendar::api
