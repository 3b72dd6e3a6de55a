#include "groupware/principals/api/group_wire.h"

namespace groupware::principals::api {

namespace json = formats::json;

json::Object::Ptr groupToWire(const Group& group) {
    auto members = json::makeArray();
    for (const auto member : group.members) members->add(member.value);
    auto object = json::makeObject();
    object->set("id", group.id.value);
    object->set("name", group.name);
    object->set("display_name", group.displayName);
    object->set("members", members);
    object->set("last_modified", group.seq.value);
    object->set("last_modified_utc", group.seq.value);
    return object;
}

json::Array::Ptr groupsToWire(const std::vector<Group>& groups) {
    auto array = json::makeArray();
    for (const auto& group : groups) array->add(groupToWire(group));
    return array;
}

GroupChange groupFieldsOf(const groupware::api::Call& call) {
    const auto body = json::requireObject(call.json(), "the body");
    GroupChange fields{.name = json::text(*body, "name"), .displayName = json::text(*body, "display_name")};
    const auto members = json::array(*body, "members");
    if (members.isNull()) return fields;
    fields.members.emplace();
    for (const auto& member : *members) fields.members->push_back({json::integerOf(member, "a member")});
    return fields;
}

}  // namespace groupware::principals::api
