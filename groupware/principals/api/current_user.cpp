#include "groupware/principals/api/current_user.h"

#include "groupware/formats/json/json.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result CurrentUser::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    const auto entry = directory_.get(caller, caller.user);
    auto object = json::makeObject();
    object->set("context_id", caller.context.value);
    object->set("user_id", caller.user.value);
    object->set("context_admin", kContextAdmin.value);
    object->set("login_name", entry.user.login);
    object->set("display_name", entry.user.displayName);
    groupware::api::Result result;
    result.data = object;
    return result;
}

}  // namespace groupware::principals::api
