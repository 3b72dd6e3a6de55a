#include "groupware/principals/api/create_group.h"

#include "groupware/formats/json/json.h"
#include "groupware/principals/api/group_wire.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result CreateGroup::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto fields = groupFieldsOf(call);
    const auto written = directory_.create(caller, {.name = fields.name.value_or(""),
                                                    .displayName = fields.displayName.value_or(""),
                                                    .members = fields.members.value_or(std::vector<UserId>{})});
    auto data = json::makeObject();
    data->set("id", written.group.value);
    groupware::api::Result result;
    result.data = data;
    result.timestamp = written.committed.seq;
    result.committed = written.committed;
    return result;
}

}  // namespace groupware::principals::api
