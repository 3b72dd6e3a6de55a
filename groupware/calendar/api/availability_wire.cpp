#include "groupware/calendar/api/availability_wire.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/rules.h"
#include "groupware/formats/ical/rule.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace groupware::calendar::api {
namespace {

constexpr std::size_t kUidCharacters = 255;
constexpr std::size_t kSummaryCharacters = 255;
constexpr std::size_t kUidOctets = 16;

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "availability: " + why, "An available time " + why + ".");
}

std::int64_t milliseconds(const std::optional<Instant>& instant) {
    return instant ? instant->time_since_epoch().count() : 0;
}

AvailableTime timeIn(const json::Object& object, const ical::FindZone& find, Instant now) {
    AvailableTime time{.uid = json::text(object, "uid").value_or(""),
                       .summary = json::text(object, "summary").value_or(""),
                       .start = timeOf(object.get("start"), "start", find),
                       .end = timeOf(object.get("end"), "end", find),
                       .rule = json::text(object, "rrule").value_or(""),
                       .created = now,
                       .lastModified = now};
    requireText("uid", time.uid, kUidCharacters);
    requireText("summary", time.summary, kSummaryCharacters);
    if (time.uid.empty()) time.uid = crypto::toHex(crypto::randomBytes(kUidOctets));
    if (time.start.isDate() != time.end.isDate()) refuse("starts on a day and ends at a time, or the other way");
    if (time.start.form == time.end.form && time.start.zone == time.end.zone && time.end.local <= time.start.local)
        refuse("ends before it starts");
    if (!time.rule.empty()) (void)ical::parseRule(time.rule);
    if (const auto created = json::integer(object, "created"))
        time.created = std::chrono::floor<std::chrono::seconds>(Instant(std::chrono::milliseconds(*created)));
    return time;
}

}  // namespace

json::Object::Ptr availabilityJson(const std::vector<AvailableTime>& available, UserId user) {
    auto times = json::makeArray();
    std::int64_t id = 0;
    for (const auto& one : available) {
        auto object = json::makeObject();
        object->set("id", ++id);
        object->set("user", user.value);
        object->set("uid", one.uid);
        object->set("start", timeJson(one.start));
        object->set("end", timeJson(one.end));
        if (!one.rule.empty()) object->set("rrule", one.rule);
        if (!one.summary.empty()) object->set("summary", one.summary);
        if (one.created) object->set("created", milliseconds(one.created));
        if (one.lastModified) object->set("modified", milliseconds(one.lastModified));
        times->add(object);
    }
    auto data = json::makeObject();
    data->set("availableTimes", times);
    return data;
}

std::vector<AvailableTime> availabilityIn(const json::Object& body, const ical::FindZone& find, Instant now) {
    const auto times = json::array(body, "availableTimes");
    if (times.isNull()) refuse("is missing: availableTimes is a list");
    if (times->size() > kMaxAvailableTimes)
        throw Error(ErrorCode::TooLarge, "too many available times", "There are too many available times.");
    std::vector<AvailableTime> available;
    for (const auto& value : *times) {
        available.push_back(timeIn(*json::requireObject(value, "an available time"), find,
                                   std::chrono::floor<std::chrono::seconds>(now)));
    }
    return available;
}

}  // namespace groupware::calendar::api
