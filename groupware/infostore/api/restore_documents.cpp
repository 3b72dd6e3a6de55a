#include "groupware/infostore/api/restore_documents.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result RestoreDocuments::handle(const Caller& caller, const engine::Call& call) {
    const auto result = service_.restore(caller, documentRefsOf(call.json()));
    auto answer = refusals(result.rest);
    auto list = json::makeArray();
    for (const auto& [asked, document, elsewhere] : result.restored) {
        auto object = json::makeObject();
        object->set("id", wireId(document.folder, document.id));
        object->set("folder_id", std::to_string(document.folder.value));
        object->set("filename", document.filename);
        object->set("title", document.title);
        object->set("was", wireId(asked.folder.value_or(document.folder), asked.id));
        object->set("elsewhere", elsewhere);
        list->add(object);
    }
    answer.data = list;
    return answer;
}

}  // namespace groupware::infostore::api
