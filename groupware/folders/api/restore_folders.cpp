#include "groupware/folders/api/restore_folders.h"

#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

engine::Result RestoreFolders::handle(const Caller& caller, const engine::Call& call) {
    auto places = json::makeArray();
    auto result = forEach(foldersOf(call.json(), service_.limits().perRequest), call, [&](FolderId folder) {
        const auto restored = service_.restore(caller, folder);
        auto place = json::makeObject();
        place->set("id", std::to_string(restored.folder.value));
        place->set("folder_id", std::to_string(restored.parent.value));
        place->set("title", restored.name);
        places->add(place);
        return restored.committed;
    });
    result.data = places;
    return result;
}

}  // namespace groupware::folders::api
