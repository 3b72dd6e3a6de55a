#include "admin/rest/bookable_resources.h"

#include "admin/rest/booking_body.h"

namespace admin::rest {
namespace {

json::Object::Ptr toJson(const groupware::principals::Resource& resource) {
    auto object = json::makeObject();
    object->set("id", resource.id.value);
    object->set("name", resource.name);
    object->set("displayName", resource.displayName);
    object->set("email", resource.email);
    object->set("available", resource.available);
    object->set("description", resource.description);
    putBooking(*object, resource.booking);
    return object;
}

}  // namespace

groupware::principals::Resource BookableResources::find(const Key& key) {
    return key.byName ? resources_.findByName(context_, key.text) : resources_.find(context_, {key.id()});
}

json::Object::Ptr BookableResources::list(const groupware::http::Request& request) {
    const std::string pattern = patternOf(request);
    auto resources = resources_.list(context_);
    std::erase_if(resources, [&](const auto& resource) { return !matches(pattern, resource.name, false); });
    return itemsAnswer(resources, toJson);
}

json::Object::Ptr BookableResources::add(const json::Object& body) {
    groupware::principals::BookingPolicy booking;
    if (const auto set = bookingChange(body)) set(booking);
    const auto id = resources_.create(context_, {.name = requireText(body, "name"),
                                                 .displayName = requireText(body, "displayName"),
                                                 .email = requireText(body, "email"),
                                                 .description = json::text(body, "description").value_or(""),
                                                 .available = json::flag(body, "available").value_or(true),
                                                 .booking = booking});
    return idAnswer(id.value);
}

json::Object::Ptr BookableResources::get(const Key& key) {
    return toJson(find(key));
}

json::Object::Ptr BookableResources::change(const Key& key, const json::Object& body) {
    const auto resource = find(key).id;
    resources_.change(context_, resource,
                      {.name = json::text(body, "name"),
                       .displayName = json::text(body, "displayName"),
                       .email = json::text(body, "email"),
                       .description = json::text(body, "description"),
                       .available = json::flag(body, "available"),
                       .booking = bookingChange(body)});
    return idAnswer(resource.value);
}

json::Object::Ptr BookableResources::remove(const Key& key, const groupware::http::Request& /*request*/) {
    const auto resource = find(key).id;
    resources_.remove(context_, resource);
    return idAnswer(resource.value);
}

}  // namespace admin::rest
