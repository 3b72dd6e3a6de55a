#include "groupware/calendar/api/appointments/appointment_instances.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/positions.h"
#include "groupware/formats/ical/rule.h"

namespace groupware::calendar::api {
namespace {

using std::chrono::local_seconds;

ical::Recurrence recurrenceOf(const EventFields& fields) {
    if (!fields.recurs()) {
        const auto* const text = "Only a series has positions.";
        throw Error(ErrorCode::BadRequest, text, text);
    }
    ical::Recurrence recurrence{.start = fields.start};
    if (!fields.rule.empty()) recurrence.rules.push_back(ical::parseRule(fields.rule));
    for (const auto& each : fields.additions) recurrence.additions.push_back({.start = each});
    return recurrence;
}

[[noreturn]] void throwNone() {
    throw Error(ErrorCode::NotFound, "no such instance", "The series has no such appointment.");
}

}  // namespace

AppointmentInstances::AppointmentInstances(const EventFields& series, const ical::TimeContext& times, std::size_t steps)
    : times_(times), zones_(times.find, times.userZone()), series_(recurrenceOf(series)), steps_(steps) {}

std::string AppointmentInstances::idOf(const ical::Occurrence& occurrence) const {
    return ical::write(ical::TimeValue{.form = series_.start.form, .local = occurrence.local});
}

std::string AppointmentInstances::at(int position) {
    const auto found = ical::instanceAt(series_, position, zones_, steps_);
    if (!found) throwNone();
    return idOf(*found);
}

std::string AppointmentInstances::on(std::chrono::local_days day) {
    const auto found = ical::instanceOn(series_, day, zones_, steps_);
    if (!found) throwNone();
    return idOf(*found);
}

std::map<std::string, int> AppointmentInstances::positionsOf(const std::set<std::string>& recurrenceIds) {
    std::map<local_seconds, std::string> ids;
    std::set<local_seconds> locals;
    for (const auto& id : recurrenceIds) {
        const auto time = ical::parseTime(id);
        if (time && locals.insert(time->local).second) ids.emplace(time->local, id);
    }
    std::map<std::string, int> positions;
    for (const auto& [local, position] : ical::positionsOf(series_, locals, zones_, steps_))
        positions.emplace(ids.at(local), position);
    return positions;
}

std::optional<std::chrono::local_days> dayOf(std::string_view recurrenceId) {
    const auto time = ical::parseTime(recurrenceId);
    if (!time) return std::nullopt;
    return std::chrono::floor<std::chrono::days>(time->local);
}

}  // namespace groupware::calendar::api
