#include "groupware/calendar/api/appointments/appointment_times.h"

#include "groupware/api/local_time.h"
#include "groupware/base/error.h"
#include "groupware/calendar/api/appointments/appointment_change.h"
#include "groupware/formats/ical/zone_name.h"
#include "groupware/formats/ical/zones.h"

#include <algorithm>

namespace groupware::calendar::api {
namespace {

namespace json = formats::json;
using ical::TimeValue;
using std::chrono::floor;
using std::chrono::local_seconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Further away than any time that calendars can write, and far from what overflows.
constexpr std::int64_t kFar = std::int64_t{1} << 50U;

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::optional<std::int64_t> wireTime(const json::Object& sent, const char* key) {
    const auto time = json::integer(sent, key);
    if (!time) return std::nullopt;
    return std::clamp(*time, -kFar, kFar);
}

/// A time of an event, moved; in the zone that it has, or in another.
/// @param zone  a name of the time zone database; empty: none is asked for
TimeValue timeAt(Instant instant, const TimeValue& before, const std::string& zone, const ical::TimeContext& times) {
    const auto at = floor<seconds>(instant);
    const auto in = [&](const std::string& name, const std::string& tzid) {
        const auto known = times.find(name);
        const auto local = known ? ical::localOf(at, *known) : local_seconds(at.time_since_epoch());
        if (name == "UTC" || !known)
            return TimeValue{.form = TimeValue::Form::Utc, .local = local_seconds(at.time_since_epoch())};
        return TimeValue{.form = TimeValue::Form::Zoned, .local = local, .zone = tzid};
    };
    if (!zone.empty()) return in(zone, zone);
    const auto isKnown = [&](std::string_view name) { return times.find(name) != nullptr; };
    switch (before.form) {
        case TimeValue::Form::Utc: return in("UTC", {});
        case TimeValue::Form::Floating:
            return {.form = TimeValue::Form::Floating, .local = ical::localOf(at, *times.userZone())};
        case TimeValue::Form::Zoned:
            if (const auto name = ical::zoneName(before.zone, isKnown)) return in(*name, before.zone);
            break;
        case TimeValue::Form::Date: break;
    }
    return in(times.zone, times.zone);
}

}  // namespace

std::chrono::local_days dayOfWire(std::int64_t wire) {
    const milliseconds time(std::clamp(wire, -kFar, kFar));
    return std::chrono::local_days(floor<std::chrono::days>(time));
}

AppointmentTimes::AppointmentTimes(const json::Object& sent, const Event* event, const AppointmentContext& context)
    : times_(context.times) {
    if (event != nullptr) {
        const auto shown = appointmentOf(*event, Directory(), times_);
        shown_ = wanted_ = {.start = shown.start, .end = shown.end, .fullTime = shown.fullTime};
        eventZone_ = shown.timeZone;
    } else if (!wireTime(sent, "start_date") || !wireTime(sent, "end_date")) {
        refuse("An appointment needs start_date and end_date.");
    }
    read(sent, context);
    const auto zone = json::text(sent, "timezone").value_or("");
    if (zone.empty() || zone == eventZone_) return;
    if (!times_.find(zone)) refuse("\"timezone\" names no known time zone.");
    zone_ = zone;
}

void AppointmentTimes::read(const json::Object& sent, const AppointmentContext& context) {
    wanted_.fullTime = json::flag(sent, "full_time").value_or(wanted_.fullTime);
    const auto length = wanted_.end - wanted_.start;
    const auto instantOf = [&](std::int64_t wire) {
        const milliseconds time(wire);
        if (wanted_.fullTime) return Instant(floor<std::chrono::days>(time));
        return Instant(milliseconds(groupware::api::utcOf(context.localTime, wire)));
    };
    const auto start = wireTime(sent, "start_date");
    const auto end = wireTime(sent, "end_date");
    if (start) wanted_.start = instantOf(*start);
    if (end) {
        wanted_.end = instantOf(*end);
    } else if (start) {
        wanted_.end = wanted_.start + length;
    }
    if (!shown_ || wanted_.fullTime == shown_->fullTime || (start && end)) return;
    refuse("A change of full_time needs start_date and end_date.");
}

std::function<void(EventFields&)> AppointmentTimes::step() const {
    const bool form = !shown_ || wanted_.fullTime != shown_->fullTime || !zone_.empty();
    if (shown_ && *shown_ == wanted_ && zone_.empty()) return nullptr;
    if (shown_ && *shown_ == wanted_ && wanted_.fullTime) return nullptr;  // whole days have no zone
    const bool start = form || wanted_.start != shown_->start;
    const bool end = form || wanted_.end != shown_->end;
    return [start, end, wanted = wanted_, zone = zone_, times = times_](EventFields& fields) {
        const auto put = [&](TimeValue& time, Instant instant) {
            if (!wanted.fullTime) {
                time = timeAt(instant, time, zone, times);
                return;
            }
            const local_seconds day(floor<std::chrono::days>(instant).time_since_epoch());
            time = {.form = TimeValue::Form::Date, .local = day};
        };
        // A new event has floating times before it has any.
        const bool created = fields.start == TimeValue{} && fields.end == TimeValue{};
        if (created && !wanted.fullTime) fields.start.form = fields.end.form = TimeValue::Form::Date;
        if (start) put(fields.start, wanted.start);
        if (end) put(fields.end, wanted.end);
    };
}

}  // namespace groupware::calendar::api
