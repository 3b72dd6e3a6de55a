#include "groupware/calendar/api/time_wire.h"

#include "groupware/api/coded_error.h"
#include "groupware/base/error.h"

#include <chrono>
#include <string>

namespace groupware::calendar::api {
namespace {

using Form = ical::TimeValue::Form;

constexpr std::string_view kUtc = "UTC";

[[noreturn]] void refuse(std::string_view what, const std::string& why) {
    const std::string text = "'" + std::string(what) + "' " + why;
    throw Error(ErrorCode::BadRequest, text, text);
}

ical::TimeValue inZone(ical::TimeValue time, const std::string& zone, std::string_view what,
                       const ical::FindZone& find) {
    if (zone.empty() || time.isDate()) return time;
    if (zone == kUtc || zone == "Z") {
        time.form = Form::Utc;
        return time;
    }
    if (time.form == Form::Utc) refuse(what, "is in UTC, and has another time zone.");
    if (!find(zone)) refuse(what, "has an unknown time zone.");
    time.form = Form::Zoned;
    time.zone = zone;
    return time;
}

std::chrono::sys_seconds seconds(Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant);
}

[[noreturn]] void invalid(std::string_view parameter) {
    const std::string text = "The parameter '" + std::string(parameter) + "' has an invalid value.";
    throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
}

}  // namespace

json::Written timeJson(const ical::TimeValue& time) {
    json::Writer object;
    object.beginObject();
    object.name("value");
    object.text(ical::write(time));
    if (time.form != Form::Floating && time.form != Form::Date) {
        object.name("tzid");
        object.text(time.form == Form::Utc ? kUtc : time.zone);
    }
    object.endObject();
    return object.written();
}

ical::TimeValue timeOf(const json::Value& value, std::string_view what, const ical::FindZone& find) {
    const auto object = json::requireObject(value, what);
    const auto time = ical::parseTime(json::text(*object, "value").value_or(""));
    if (!time) refuse(what, "must have a value like 20260301T100000 or 20260301.");
    return inZone(*time, json::text(*object, "tzid").value_or(""), what, find);
}

ical::TimeValue timeOfEvent(const Event& event, Instant instant, const ical::TimeContext& times) {
    const auto inUtc = std::chrono::local_seconds(seconds(instant).time_since_epoch());
    if (event.wholeDays || event.floating) {
        const auto zone = times.userZone();
        const auto local = ical::localOf(seconds(instant), *zone);
        if (!event.wholeDays) return {.form = Form::Floating, .local = local};
        return {.form = Form::Date, .local = std::chrono::floor<std::chrono::days>(local)};
    }
    const auto zone = event.zone.empty() ? nullptr : times.find(event.zone);
    if (!zone) return {.form = Form::Utc, .local = inUtc};
    return {.form = Form::Zoned, .local = ical::localOf(seconds(instant), *zone), .zone = event.zone};
}

Instant requireUtc(const engine::Call& call, std::string_view parameter) {
    const auto time = ical::parseTime(call.require(parameter));
    if (!time || (time->form != Form::Utc && !time->isDate())) invalid(parameter);
    return Instant(std::chrono::milliseconds(time->local.time_since_epoch()));
}

TimeRange requireRange(const engine::Call& call) {
    const TimeRange range{.from = requireUtc(call, "rangeStart"), .to = requireUtc(call, "rangeEnd")};
    if (range.to < range.from) invalid("rangeEnd");
    return range;
}

std::optional<TimeRange> rangeOf(const engine::Call& call) {
    if (!call.parameter("rangeStart") && !call.parameter("rangeEnd")) return std::nullopt;
    return requireRange(call);
}

}  // namespace groupware::calendar::api
