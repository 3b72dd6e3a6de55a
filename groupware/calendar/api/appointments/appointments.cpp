#include "groupware/calendar/api/appointments/appointments.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/local_time.h"
#include "groupware/base/error.h"
#include "groupware/calendar/api/appointments/appointment_instances.h"
#include "groupware/calendar/api/appointments/appointment_times.h"
#include "groupware/calendar/api/wire.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <string_view>

namespace groupware::calendar::api {
namespace {

using std::chrono::milliseconds;

std::int64_t idIn(const json::Object& object, const char* key) {
    const auto id = json::integer(object, key);
    if (id && *id >= 0) return *id;
    throw Error(ErrorCode::BadRequest, "element without id", std::string("An appointment has no \"") + key + "\".");
}

/// Of what the index says about instances nothing but ids is needed.
std::vector<EventRef> seriesRefs(std::span<const Event> events) {
    std::vector<EventRef> refs;
    std::set<EventId> known;
    for (const Event& event : events) {
        const bool instance = !event.recurrenceId.empty() && !event.anonymous;
        if (instance && known.insert(event.object).second) refs.push_back({.folder = event.folder, .id = event.object});
    }
    return refs;
}

std::int64_t firstDay(const EventFields& fields) {
    const auto day = std::chrono::floor<std::chrono::days>(fields.start.local);
    return milliseconds(day.time_since_epoch()).count();
}

}  // namespace

TimeRange Appointments::rangeOf(const Caller& caller, const engine::Call& call) const {
    const auto local = localTime(caller, call);
    const auto time = [&](const char* name) {
        constexpr std::int64_t kFar = std::int64_t{1} << 50U;
        const auto sent = std::clamp(call.requireInteger(name), -kFar, kFar);
        return Instant(milliseconds(engine::utcOf(local, sent)));
    };
    const TimeRange range{.from = time("start"), .to = time("end")};
    if (range.from < range.to) return range;
    const std::string text = "The parameter 'end' is not after 'start'.";
    throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
}

Appointments::Series Appointments::seriesOf(const Caller& caller, std::span<const Event> events) const {
    Series series;
    const auto refs = seriesRefs(events);
    if (refs.empty()) return series;
    for (auto& event : parts_.queries.list(caller, refs, {.fields = true}).events) {
        if (event.fields && event.fields->recurs()) series.emplace(event.id, std::move(*event.fields));
    }
    return series;
}

void Appointments::addPositions(std::vector<AppointmentView>& views, const Series& series,
                                const ical::TimeContext& times) const {
    std::map<EventId, std::set<std::string>> wanted;
    for (const auto& view : views) {
        if (!view.event->recurrenceId.empty()) wanted[view.event->object].insert(view.event->recurrenceId);
    }
    const auto steps = parts_.queries.limits().recurrenceSteps;
    std::map<EventId, std::map<std::string, int>> found;
    for (const auto& [id, ids] : wanted) {
        const auto known = series.find(id);
        if (known != series.end()) found[id] = AppointmentInstances(known->second, times, steps).positionsOf(ids);
    }
    for (auto& view : views) {
        const auto& positions = found[view.event->object];
        const auto position = positions.find(view.event->recurrenceId);
        if (position != positions.end()) view.position = position->second;
    }
}

std::vector<AppointmentView> Appointments::views(const Caller& caller, std::span<const Event> events,
                                                 const AppointmentNeeds& needs, const Directory& directory,
                                                 const engine::LocalTime& localTime) const {
    const auto times = timesOf(caller);
    const auto series = needs.series || needs.position ? seriesOf(caller, events) : Series();
    std::vector<AppointmentView> all;
    all.reserve(events.size());
    for (const Event& event : events) {
        AppointmentView view{.event = &event,
                             .directory = &directory,
                             .localTime = &localTime,
                             .appointment = appointmentOf(event, directory, times)};
        view.series = view.appointment.series;
        const EventFields* fields = event.recurs && event.fields ? &*event.fields : nullptr;
        const auto known = series.find(event.object);
        if (!event.recurrenceId.empty() && !event.exception && known != series.end()) {
            fields = &known->second;
            view.series = api::seriesOf(*fields, times);
        }
        if (fields != nullptr) view.seriesStart = firstDay(*fields);
        all.push_back(std::move(view));
    }
    if (needs.position) addPositions(all, series, times);
    return all;
}

json::Array::Ptr Appointments::rows(const Caller& caller, const engine::Call& call, const engine::Listing& listing,
                                    std::span<const Event> events) const {
    const auto local = localTime(caller, call);
    const auto needs = needsOf(listing);
    const auto directory = needs.people ? directoryOf(caller, events) : Directory();
    return columns_.rows(views(caller, events, needs, directory, local), listing, local);
}

json::Object::Ptr Appointments::object(const Caller& caller, const engine::Call& call, const Event& event) const {
    return objects(caller, call, {&event, 1}).front();
}

std::vector<json::Object::Ptr> Appointments::objects(const Caller& caller, const engine::Call& call,
                                                     std::span<const Event> events) const {
    const auto local = localTime(caller, call);
    const auto directory = directoryOf(caller, events);
    const AppointmentNeeds needs{.fields = true, .people = true, .series = true, .position = true};
    std::vector<json::Object::Ptr> all;
    for (const auto& view : views(caller, events, needs, directory, local)) all.push_back(columns_.object(view, local));
    return all;
}

std::vector<EventRef> Appointments::resolve(const Caller& caller, std::span<const Named> named) const {
    std::vector<EventRef> refs;
    std::vector<EventRef> wanted;
    for (const auto& each : named) {
        refs.push_back(each.ref);
        if (each.position || each.date) wanted.push_back(each.ref);
    }
    if (wanted.empty()) return refs;
    std::map<EventId, EventFields> series;
    for (auto& event : parts_.queries.list(caller, wanted, {.fields = true}).events) {
        if (event.fields) series.emplace(event.id, std::move(*event.fields));
    }
    const auto times = timesOf(caller);
    const auto steps = parts_.queries.limits().recurrenceSteps;
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (!named[i].position && !named[i].date) continue;
        const auto found = series.find(named[i].ref.id);
        if (found == series.end())
            throw Error(ErrorCode::NotFound, "no such series", "This appointment does not exist.");
        if (found->second.recurrenceId) continue;  // a changed instance knows itself
        AppointmentInstances instances(found->second, times, steps);
        refs[i].recurrenceId = named[i].position ? instances.at(*named[i].position) : instances.on(*named[i].date);
    }
    return refs;
}

EventRef Appointments::resolve(const Caller& caller, const Named& named) const {
    return resolve(caller, {&named, 1}).front();
}

engine::Result Appointments::written(const Caller& caller, const engine::Call& call, const WriteResult& result,
                                     EventId id) const {
    auto data = json::makeObject();
    engine::Result answer;
    answer.data = data;
    if (result.conflicts.empty()) {
        data->set("id", id.value);
        answer.timestamp = result.committed.seq;
        answer.committed = result.committed;
        return answer;
    }
    std::vector<Event> events;
    for (const auto& conflict : result.conflicts) events.push_back(conflict.event);
    auto shown = objects(caller, call, events);
    auto list = json::makeArray();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (result.conflicts[i].hard) shown[i]->set("hard_conflict", true);
        list->add(shown[i]);
    }
    data->set("conflicts", list);
    return answer;
}

EventRef appointmentRefOf(const engine::Call& call) {
    const auto id = call.requireInteger("id");
    if (id < 0) throw Error(ErrorCode::BadRequest, "negative id", "The parameter 'id' is no id.");
    return {.folder = folderId(call.require("folder")), .id = {id}};
}

Appointments::Named namedOf(const json::Value& element) {
    const auto object = json::requireObject(element, "an appointment");
    Appointments::Named named{.ref = {.id = {idIn(*object, "id")}}};
    named.ref.folder = {idIn(*object, object->has("folder") ? "folder" : "folder_id")};
    auto position = json::integer(*object, "recurrence_position");
    if (!position) position = json::integer(*object, "pos");
    constexpr std::int64_t kMost = 1'000'000;
    if (position && *position != 0) named.position = static_cast<int>(std::clamp<std::int64_t>(*position, -1, kMost));
    const auto date = json::integer(*object, "recurrence_date_position");
    if (date && !named.position) named.date = dayOfWire(*date);
    return named;
}

std::vector<Appointments::Named> namedInList(const json::Value& body) {
    std::vector<Appointments::Named> named;
    if (body.type() == typeid(json::Object::Ptr)) return {namedOf(body)};
    for (const auto& element : *json::requireArray(body, "the list of appointments")) named.push_back(namedOf(element));
    return named;
}

}  // namespace groupware::calendar::api
