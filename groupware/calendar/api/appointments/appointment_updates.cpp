#include "groupware/calendar/api/appointments/appointment_updates.h"

#include "groupware/api/coded_error.h"
#include "groupware/calendar/api/wire.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

namespace groupware::calendar::api {
namespace {

EventChanges inAll(const Appointments& appointments, const Caller& caller, Seq since, const TimeRange& range,
                   Details details) {
    auto found = appointments.queries().inRange(caller, range, details);
    EventChanges changes{.timestamp = found.timestamp};
    std::copy_if(std::make_move_iterator(found.events.begin()), std::make_move_iterator(found.events.end()),
                 std::back_inserter(changes.changed), [since](const Event& event) { return event.seq > since; });
    return changes;
}

TimeRange everywhereRange(const std::optional<TimeRange>& range, bool withoutDeleted) {
    if (range && withoutDeleted) return *range;
    const std::string text = "Without 'folder' the call needs start, end and ignore=deleted.";
    throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
}

}  // namespace

engine::Result AppointmentUpdates::handle(const Caller& caller, const engine::Call& call) {
    auto listing = appointments_.listing(call);
    listing.begin = 0;  // never cut
    listing.end.reset();
    const Seq since{call.requireInteger("timestamp")};
    const bool withoutDeleted = call.parameter("ignore").value_or("") == "deleted";
    std::optional<TimeRange> range;
    if (call.parameter("start") || call.parameter("end")) range = appointments_.rangeOf(caller, call);
    const Details details{.fields = needsOf(listing).fields,
                          .expanded = range.has_value() && !call.flag("recurrence_master")};
    const auto folder = call.parameter("folder").value_or("");
    const bool everywhere = folder.empty() || folder == "0";
    const auto changes = everywhere
                             ? inAll(appointments_, caller, since, everywhereRange(range, withoutDeleted), details)
                             : appointments_.queries().updates(caller, folderId(folder), since, range, details);
    auto data = appointments_.rows(caller, call, listing, changes.changed);
    if (!withoutDeleted) {
        for (const EventId id : changes.removed) data->add(id.value);
    }
    engine::Result answer;
    answer.data = data;
    answer.timestamp = changes.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
