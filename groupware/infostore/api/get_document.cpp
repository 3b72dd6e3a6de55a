#include "groupware/infostore/api/get_document.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result GetDocument::handle(const Caller& caller, const engine::Call& call) {
    const Document document = service_.get(caller, documentRefOf(call));
    engine::Result answer;
    answer.data = view_.columns().object(currentView(document, view_.now()), view_.localTime(caller, call));
    answer.timestamp = document.seq;
    return answer;
}

}  // namespace groupware::infostore::api
