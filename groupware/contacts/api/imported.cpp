#include "groupware/contacts/api/imported.h"

#include "groupware/contacts/api/wire.h"

#include <string>

namespace groupware::contacts::api {

engine::Result imported(const Imported& result, FolderId folder) {
    auto data = json::makeArray();
    for (const auto& item : result.items) {
        auto object = json::makeObject();
        if (item.problem.empty()) {
            object->set("id", std::to_string(item.id.value));
            object->set("folder_id", std::to_string(folder.value));
            object->set("last_modified", item.seq.value);
        } else {
            object->set("error", item.problem);
        }
        data->add(object);
    }
    engine::Result answer;
    answer.data = data;
    answer.timestamp = result.committed.seq;
    answer.committed = result.committed;
    return answer;
}

}  // namespace groupware::contacts::api
