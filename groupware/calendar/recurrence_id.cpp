#include "groupware/calendar/recurrence_id.h"

#include <chrono>

namespace groupware::calendar {
namespace {

using formats::ical::TimeValue;
using std::chrono::days;
using std::chrono::floor;

/// When it is, where the series is.
std::chrono::local_seconds localOf(const TimeValue& id, const TimeValue& start, formats::ical::Zones& zones) {
    const bool absolute = id.form == TimeValue::Form::Utc || id.form == TimeValue::Form::Zoned;
    const bool same = id.form == start.form && id.zone == start.zone;
    if (!absolute || same) return id.local;
    return formats::ical::localOf(zones.instantOf(id), zones.of(start));
}

}  // namespace

TimeValue likeStart(const TimeValue& id, const TimeValue& start, formats::ical::Zones& zones) {
    TimeValue result = start;
    result.local = localOf(id, start, zones);
    if (start.isDate()) {
        result.local = floor<days>(result.local);
    } else if (id.isDate()) {
        result.local = floor<days>(id.local) + (start.local - floor<days>(start.local));
    }
    return result;
}

}  // namespace groupware::calendar
