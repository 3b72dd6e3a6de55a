#include "admin/rest/user_body.h"

#include "admin/rest/resource.h"

namespace admin::rest {

UserInput userInputOf(const json::Object& body) {
    UserInput input;
    input.login = json::text(body, "name");
    input.displayName = json::text(body, "displayName");
    input.givenName = json::text(body, "givenName");
    input.surname = json::text(body, "surname");
    input.password = json::text(body, "password");
    input.email = json::text(body, "email");
    input.language = json::text(body, "language");
    input.timeZone = json::text(body, "timeZone");
    input.department = json::text(body, "department");
    input.company = json::text(body, "company");
    input.aliases = textList(body, "aliases");
    input.enabled = json::flag(body, "enabled");
    if (const auto contact = json::object(body, "contact"); !contact.isNull()) {
        for (const auto& name : contact->getNames()) input.contact[name] = json::text(*contact, name).value_or("");
    }
    return input;
}

void readAccess(const json::Object& body, UserInput& input) {
    input.accessCombination = json::text(body, "accessCombination");
    const auto access = json::object(body, "access");
    if (access.isNull()) return;
    for (const auto& module : access->getNames()) {
        const auto granted = json::flag(*access, module);
        if (granted) input.access[module] = *granted;
    }
}

}  // namespace admin::rest
