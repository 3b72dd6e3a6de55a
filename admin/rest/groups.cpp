#include "admin/rest/groups.h"

#include "admin/service/problems.h"

#include <algorithm>

namespace admin::rest {
namespace {

using groupware::UserId;
using groupware::principals::Group;

json::Object::Ptr toJson(const Group& group) {
    auto members = json::makeArray();
    for (const auto member : group.members) members->add(member.value);
    auto object = json::makeObject();
    object->set("id", group.id.value);
    object->set("name", group.name);
    object->set("displayName", group.displayName);
    object->set("members", members);
    return object;
}

std::optional<std::vector<UserId>> membersOf(const json::Object& body, const std::string& key) {
    const auto array = json::array(body, key);
    if (array.isNull()) return std::nullopt;
    std::vector<UserId> members;
    for (const auto& member : *array) members.push_back({json::integerOf(member, key)});
    return members;
}

}  // namespace

Group Groups::find(const Key& key) {
    return key.byName ? groups_.findByName(context_, key.text) : groups_.find(context_, groupware::GroupId{key.id()});
}

json::Object::Ptr Groups::list(const groupware::http::Request& request) {
    const std::string pattern = patternOf(request);
    auto groups = groups_.list(context_);
    std::erase_if(groups, [&](const Group& group) { return !matches(pattern, group.name, false); });
    return itemsAnswer(groups, toJson);
}

json::Object::Ptr Groups::add(const json::Object& body) {
    const auto id = groups_.create(context_, {.name = requireText(body, "name"),
                                              .displayName = requireText(body, "displayName"),
                                              .members = membersOf(body, "members").value_or(std::vector<UserId>{})});
    return idAnswer(id.value);
}

json::Object::Ptr Groups::get(const Key& key) {
    return toJson(find(key));
}

json::Object::Ptr Groups::change(const Key& key, const json::Object& body) {
    const auto group = find(key).id;
    groups_.change(context_, group,
                   {.name = json::text(body, "name"),
                    .displayName = json::text(body, "displayName"),
                    .members = membersOf(body, "members"),
                    .addMembers = membersOf(body, "addMembers").value_or(std::vector<UserId>{}),
                    .removeMembers = membersOf(body, "removeMembers").value_or(std::vector<UserId>{})});
    return idAnswer(group.value);
}

json::Object::Ptr Groups::remove(const Key& key, const groupware::http::Request& /*request*/) {
    const auto group = find(key).id;
    groups_.remove(context_, group);
    return idAnswer(group.value);
}

}  // namespace admin::rest
