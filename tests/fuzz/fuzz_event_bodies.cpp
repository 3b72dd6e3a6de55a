#include "groupware/base/error.h"
#include "groupware/calendar/api/event_change.h"
#include "groupware/calendar/api/event_fields.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/formats/json/json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace api = groupware::calendar::api;
namespace calendar = groupware::calendar;
namespace json = groupware::formats::json;
namespace tzif = groupware::formats::tzif;

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name != "Etc/UTC" && name != "Europe/Berlin") return nullptr;
    return std::make_shared<const tzif::TimeZone>();
}

/// Of an event with these fields, as it is answered.
json::Object::Ptr answered(const calendar::EventFields& fields) {
    calendar::Event event;
    event.fields = fields;
    event.summary = fields.summary;
    event.location = fields.location;
    event.color = fields.color;
    event.categories = fields.categories;
    event.classification = fields.classification;
    event.status = fields.status;
    const api::Directory nobody;
    const groupware::formats::ical::TimeContext times{.find = findZone};
    auto object = json::makeObject();
    for (const auto& field : api::eventFields()) {
        const auto value = field.value({.event = event, .directory = nobody, .times = times});
        if (!value.isEmpty()) object->set(std::string(field.name), value);
    }
    return object;
}

calendar::EventFields changed(const json::Object& object) {
    calendar::EventFields fields;
    api::eventChangeOf(object, findZone).fields(fields);
    return fields;
}

}  // namespace

/// Bodies of `new`, `update`, `list` and `delete`: refused, or what they say is answered and says the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto value = json::parse(text, {});
        if (value.type() == typeid(json::Array::Ptr)) {
            (void)api::eventRefsOf(value);
            return 0;
        }
        const auto once = answered(changed(*json::requireObject(value, "the event")));
        const auto twice = answered(changed(*once));
        if (json::write(once) != json::write(twice)) std::abort();
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
