#include "groupware/principals/api/create_resource.h"

#include "groupware/formats/json/json.h"
#include "groupware/principals/api/resource_wire.h"

namespace groupware::principals::api {

namespace json = formats::json;

groupware::api::Result CreateResource::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto fields = resourceFieldsOf(call);
    BookingPolicy booking;
    if (fields.booking) fields.booking(booking);
    const auto written = directory_.create(caller, {.name = fields.name.value_or(""),
                                                    .displayName = fields.displayName.value_or(""),
                                                    .email = fields.email.value_or(""),
                                                    .description = fields.description.value_or(""),
                                                    .available = fields.available.value_or(true),
                                                    .booking = booking});
    auto data = json::makeObject();
    data->set("id", written.resource.value);
    groupware::api::Result result;
    result.data = data;
    result.timestamp = written.committed.seq;
    result.committed = written.committed;
    return result;
}

}  // namespace groupware::principals::api
