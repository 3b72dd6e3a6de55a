#include "groupware/session/api/app_passwords.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/session/api/login_call.h"

#include <algorithm>
#include <string>
#include <vector>

namespace groupware::session::api {

namespace json = formats::json;

namespace {

json::Object::Ptr toWire(const AppPassword& password) {
    auto modules = json::makeArray();
    for (const auto module : applications()) {
        if (password.scope.modules.has(module)) modules->add(std::string(principals::nameOf(module)));
    }
    auto object = json::makeObject();
    object->set("id", password.id.hex());
    object->set("name", password.name);
    object->set("readOnly", password.scope.readOnly);
    object->set("modules", modules);
    object->set("created", password.created.time_since_epoch().count());
    if (password.lastUsed) object->set("lastUsed", password.lastUsed->time_since_epoch().count());
    return object;
}

principals::ModuleAccess modulesOf(const json::Object& body) {
    principals::ModuleAccess modules;
    const auto array = json::array(body, "modules");
    if (array.isNull()) return modules;
    for (const auto& value : *array) {
        const auto name = json::textOf(value, "a module");
        const auto known = applications();
        const auto found = std::find_if(known.begin(), known.end(),
                                        [&](principals::Module module) { return principals::nameOf(module) == name; });
        if (found == known.end()) {
            throw Error(ErrorCode::BadRequest, "no module of a scope", "There is no such module.");
        }
        modules.set(*found, true);
    }
    return modules;
}

}  // namespace

groupware::api::Result AllAppPasswords::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    auto all = json::makeArray();
    for (const auto& password : service_.list(caller)) all->add(toWire(password));
    groupware::api::Result result;
    result.data = all;
    return result;
}

groupware::api::Result CreateAppPassword::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto& request = requireRequest(call);
    const auto body = json::requireObject(call.json(), "the body");
    const auto issued = withLoginCodes([&] {
        return service_.create(
            caller,
            {.name = json::text(*body, "name").value_or(""),
             .scope = {.readOnly = json::flag(*body, "readOnly").value_or(false), .modules = modulesOf(*body)},
             .accountPassword = json::text(*body, "password").value_or("")},
            request.head().remoteAddress);
    });
    auto data = toWire(issued.password);
    data->set("password", issued.text);
    groupware::api::Result result;
    result.data = data;
    result.committed = issued.committed;
    return result;
}

groupware::api::Result RevokeAppPasswords::handle(const Caller& caller, const groupware::api::Call& call) {
    std::vector<SessionId> ids;
    for (const auto& value : *json::requireArray(call.json(), "the body")) {
        const auto id = SessionId::parse(json::textOf(value, "an id"));
        if (!id) throw Error(ErrorCode::BadRequest, "not an app password's id", "The body lists ids of app passwords.");
        ids.push_back(*id);
    }
    groupware::api::Result result;
    result.committed = service_.revoke(caller, ids);
    result.data = json::makeObject();
    return result;
}

}  // namespace groupware::session::api
