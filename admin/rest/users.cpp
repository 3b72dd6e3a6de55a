#include "admin/rest/users.h"

#include "admin/rest/user_body.h"
#include "admin/service/problems.h"

namespace admin::rest {
namespace {

json::Object::Ptr contactToJson(const groupware::principals::ContactData& contact) {
    auto object = json::makeObject();
    for (const auto& [column, value] : contact) {
        if (const auto* const field = groupware::principals::findContactField(column)) {
            object->set(std::string(field->name), value);
        }
    }
    return object;
}

json::Object::Ptr toJson(const groupware::principals::User& user) {
    auto object = json::makeObject();
    object->set("id", user.id.value);
    object->set("name", user.login);
    object->set("displayName", user.displayName);
    object->set("givenName", user.givenName);
    object->set("surname", user.surname);
    object->set("email", user.email);
    object->set("aliases", arrayOf(user.aliases));
    object->set("company", user.company);
    object->set("department", user.department);
    object->set("language", user.language);
    object->set("timeZone", user.timeZone);
    object->set("contact", contactToJson(user.contact));
    object->set("enabled", user.enabled);
    object->set("access", arrayOf(user.access.names()));
    if (const auto combination = user.access.combinationName()) object->set("accessCombination", *combination);
    return object;
}

}  // namespace

groupware::principals::User Users::find(const Key& key) {
    return key.byName ? users_.findByLogin(context_, key.text) : users_.find(context_, groupware::UserId{key.id()});
}

json::Object::Ptr Users::list(const groupware::http::Request& request) {
    const std::string pattern = patternOf(request);
    const bool ignoreCase = request.parameter("ignorecase") == "true";
    auto users = users_.list(context_);
    std::erase_if(users, [&](const auto& user) { return !matches(pattern, user.login, ignoreCase); });
    return itemsAnswer(users, toJson);
}

json::Object::Ptr Users::add(const json::Object& body) {
    auto input = userInputOf(body);
    readAccess(body, input);
    return idAnswer(users_.create(context_, input).value);
}

json::Object::Ptr Users::get(const Key& key) {
    return toJson(find(key));
}

json::Object::Ptr Users::change(const Key& key, const json::Object& body) {
    const auto user = find(key);
    auto input = userInputOf(body);
    readAccess(body, input);
    // The name that found him is no change.
    input.login.reset();
    const auto publish = json::flag(body, "freeBusyUrl");
    users_.change(context_, user.id, input);
    auto answer = idAnswer(user.id.value);
    if (publish && *publish) {
        const auto published = urls_.publish(context_, user.id);
        answer->set("freeBusyPath", groupware::calendar::FreeBusyUrls::pathOf(published.token));
    } else if (publish) {
        urls_.unpublish(context_, user.id);
    }
    return answer;
}

json::Object::Ptr Users::remove(const Key& key, const groupware::http::Request& request) {
    const auto user = find(key);
    auto heir = groupware::principals::kContextAdmin;
    const auto named = request.parameter("reassign");
    if (named) heir.value = Key{*named}.id();
    auto shared = groupware::folders::SharedFolders::Bequeathed;
    if (const auto removed = request.parameter("shared")) {
        if (*removed != "remove" || named) throw invalid("shared=remove leaves nothing to reassign");
        shared = groupware::folders::SharedFolders::Removed;
    }
    users_.remove(context_, user.id, heir, shared);
    return idAnswer(user.id.value);
}

}  // namespace admin::rest
