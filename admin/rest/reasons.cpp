#include "admin/rest/reasons.h"

namespace admin::rest {

json::Object::Ptr Reasons::list(const groupware::http::Request& request) {
    return itemsAnswer(reasons_.list(patternOf(request)), [](const dbpool::MaintenanceReason& reason) {
        auto object = json::makeObject();
        object->set("id", reason.id);
        object->set("text", reason.text);
        return object;
    });
}

json::Object::Ptr Reasons::add(const json::Object& body) {
    return idAnswer(reasons_.create(requireText(body, "text")));
}

json::Object::Ptr Reasons::remove(const Key& key, const groupware::http::Request& /*request*/) {
    reasons_.remove(key.id());
    return idAnswer(key.id());
}

}  // namespace admin::rest
