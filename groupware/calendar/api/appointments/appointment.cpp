#include "groupware/calendar/api/appointments/appointment.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/duration.h"
#include "groupware/formats/ical/rule.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <utility>

namespace groupware::calendar::api {
namespace {

namespace lines = formats::lines;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 10> kLabels{"lightskyblue", "cornflowerblue", "mediumpurple", "plum",
                                                   "lightcoral",   "sandybrown",     "khaki",        "yellowgreen",
                                                   "olivedrab",    "dimgray"};

int labelOf(const std::string& color) {
    const auto found =
        std::find_if(kLabels.begin(), kLabels.end(), [&](std::string_view each) { return lines::equal(each, color); });
    return found == kLabels.end() ? 0 : static_cast<int>(found - kLabels.begin()) + 1;
}

/// Whole days have none: they are the same days everywhere. The viewer's local days of `start` are what they are.
Instant dayOf(Instant instant, const ical::TimeContext& times) {
    const auto local = ical::localOf(floor<seconds>(instant), *times.userZone());
    return Instant(floor<std::chrono::days>(local).time_since_epoch());
}

std::string zoneOf(const Event& event, const ical::TimeContext& times) {
    if (event.wholeDays || event.floating) return times.zone;
    return event.zone.empty() ? "UTC" : event.zone;
}

int shownAsOf(Busy busy) {
    switch (busy) {
        case Busy::Free: return Appointment::kFree;
        case Busy::Busy: return Appointment::kReserved;
        case Busy::Tentative: return Appointment::kTemporary;
        case Busy::Unavailable: return Appointment::kAbsent;
    }
    return Appointment::kReserved;
}

int firstAlarm(const std::vector<Alarm>& alarms) {
    for (const auto& alarm : alarms) {
        if (const auto before = minutesOf(alarm)) return *before;
    }
    return Appointment::kNoAlarm;
}

}  // namespace

const std::array<std::string_view, 10>& labelColors() noexcept {
    return kLabels;
}

std::string joinCategories(const std::vector<std::string>& categories) {
    std::string list;
    for (const auto& each : categories) list += (list.empty() ? "" : ",") + each;
    return list;
}

std::vector<std::string> splitCategories(std::string_view list, const std::vector<std::string>& known) {
    std::vector<std::string> categories;
    while (!list.empty()) {
        list.remove_prefix(std::min(list.find_first_not_of(" \t"), list.size()));
        const auto whole = std::find_if(known.begin(), known.end(), [&](const std::string& each) {
            return list.starts_with(each) && (list.size() == each.size() || list[each.size()] == ',');
        });
        const auto end = whole == known.end() ? std::min(list.find(','), list.size()) : whole->size();
        const auto each = lines::trimmed(list.substr(0, end));
        if (!each.empty()) categories.emplace_back(each);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return categories;
}

int shownAsOf(const EventFields& fields) {
    std::string outlook;
    for (const auto& property : fields.extended) {
        if (lines::equal(property.name, "X-MICROSOFT-CDO-BUSYSTATUS"))
            outlook = lines::upper(lines::trimmed(property.value));
    }
    if (fields.transparent || outlook == "FREE") return Appointment::kFree;
    if (outlook == "OOF") return Appointment::kAbsent;
    const bool tentative = outlook == "TENTATIVE" || (outlook != "BUSY" && fields.status == Status::Tentative);
    return tentative ? Appointment::kTemporary : Appointment::kReserved;
}

std::optional<int> minutesOf(const Alarm& alarm) {
    const auto trigger = ical::parseDuration(alarm.trigger);
    if (!trigger || alarm.fromEnd || alarm.action == "EMAIL") return std::nullopt;
    const auto before = floor<minutes>(-trigger->nominal()).count();
    if (before < 0 || before > std::numeric_limits<int>::max()) return std::nullopt;
    return static_cast<int>(before);
}

std::optional<ical::SimpleSeries> seriesOf(const EventFields& fields, const ical::TimeContext& times) {
    if (fields.rule.empty()) return std::nullopt;
    try {
        ical::Zones zones(times.find, times.userZone());
        return ical::seriesOf(ical::parseRule(fields.rule), {.time = fields.start, .zone = zones.of(fields.start)});
    } catch (const Error&) {
        return std::nullopt;  // kept in the text all the same
    }
}

Appointment appointmentOf(const Event& event, const Directory& directory, const ical::TimeContext& times) {
    Appointment appointment{.start = event.wholeDays ? dayOf(event.start, times) : event.start,
                            .end = event.wholeDays ? dayOf(event.end, times) : event.end,
                            .fullTime = event.wholeDays,
                            .timeZone = zoneOf(event, times),
                            .shownAs = shownAsOf(event.busy),
                            .isPrivate = event.classification != Class::Public};
    if (event.anonymous) return appointment;
    appointment.title = event.summary;
    appointment.location = event.location;
    appointment.categories = joinCategories(event.categories);
    appointment.uid = event.uid;
    appointment.colorLabel = labelOf(event.color);
    if (!event.fields) return appointment;
    const auto& fields = *event.fields;
    appointment.title = fields.summary;  // the index cuts texts
    appointment.location = fields.location;
    appointment.categories = joinCategories(fields.categories);
    appointment.colorLabel = labelOf(fields.color);
    appointment.note = fields.description;
    appointment.shownAs = shownAsOf(fields);
    appointment.alarm = firstAlarm(fields.alarms);
    appointment.series = seriesOf(fields, times);
    appointment.participants = participantsOf(event, directory);
    return appointment;
}

}  // namespace groupware::calendar::api
