#include "groupware/folders/api/get_link.h"

#include "groupware/folders/api/share_wire.h"

namespace groupware::folders::api {

namespace json = formats::json;

engine::Result GetLink::handle(const Caller& caller, const engine::Call& call) {
    const auto link = service_.getLink(caller, targetOf(*json::requireObject(call.json(), "the body")));
    auto data = json::makeObject();
    data->set("url", urlOf(call.request(), link.token));
    data->set("entity", link.entity.value);
    data->set("is_new", link.isNew);
    data->set("has_password", link.hasPassword);
    if (link.expires) data->set("expiry_date", link.expires->time_since_epoch().count());
    engine::Result result;
    result.data = data;
    result.timestamp = link.seq;
    result.committed = link.committed;
    return result;
}

}  // namespace groupware::folders::api
