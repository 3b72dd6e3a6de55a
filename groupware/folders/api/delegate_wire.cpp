#include "groupware/folders/api/delegate_wire.h"

#include "groupware/base/error.h"

#include <string>

namespace groupware::folders::api {

namespace json = formats::json;

json::Object::Ptr delegateObject(const Delegate& delegate) {
    auto object = json::makeObject();
    object->set("entity", delegate.grantee.id);
    object->set("group", delegate.grantee.group);
    object->set("level", std::string(nameOf(delegate.level)));
    return object;
}

Grantee granteeFrom(const json::Object& object) {
    const auto entity = json::integer(object, "entity");
    if (!entity || *entity < 0) {
        throw Error(ErrorCode::BadRequest, "delegate without entity", "A delegate needs an entity.");
    }
    return {*entity, json::flag(object, "group").value_or(false)};
}

}  // namespace groupware::folders::api
