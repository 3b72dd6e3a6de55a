#include "groupware/calendar/api/legacy_free_busy.h"

#include "groupware/api/local_time.h"
#include "groupware/calendar/api/free_busy_wire.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/calendar/attendee_id.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

namespace groupware::calendar::api {
namespace {

using engine::LocalTime;
using Milliseconds = std::chrono::milliseconds;

constexpr std::int64_t kGroup = 2;
constexpr std::int64_t kResource = 3;

using Participant = LegacyFreeBusy::Participant;

Participant participantOf(const std::string& text, std::int64_t type) {
    std::int64_t id = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), id);
    const bool isId = failure == std::errc() && end == text.data() + text.size() && id >= 0;
    if (!isId && text.find('@') == std::string::npos)
        throw Error(ErrorCode::BadRequest, "no participant", "A participant is an id or a mail address.");
    if (!isId) return {.name = text, .uri = text};
    if (type == kGroup) return {.name = text, .group = GroupId{id}};
    const auto kind = type == kResource ? AttendeeId::Kind::Resource : AttendeeId::Kind::User;
    return {.name = text, .uri = uriOf(AttendeeId{.kind = kind, .id = id})};
}

/// An id, a mail address, or `{"id":7,"type":3}`.
Participant participantOf(const json::Value& element, std::int64_t type) {
    if (element.type() != typeid(json::Object::Ptr)) return participantOf(json::textOf(element, "a participant"), type);
    const auto object = json::requireObject(element, "a participant");
    return participantOf(json::text(*object, "id").value_or(""), json::integer(*object, "type").value_or(type));
}

Instant timeParameter(const engine::Call& call, const char* name, const LocalTime& localTime) {
    return Instant(Milliseconds(engine::utcOf(localTime, call.requireInteger(name))));
}

json::Object::Ptr periodJson(const BusyPeriod& period, const LocalTime& localTime) {
    const auto local = [&](Instant instant) {
        const std::int64_t utc = instant.time_since_epoch().count();
        return localTime ? localTime(utc) : utc;
    };
    auto object = json::makeObject();
    object->set("start_date", local(period.from));
    object->set("end_date", local(period.to));
    object->set("shown_as", std::int64_t{shownAs(period.busy)});
    return object;
}

void addEvent(json::Object& object, const Event& event) {
    if (event.id.value == 0) return;
    object.set("id", std::to_string(event.id.value));
    object.set("folder_id", std::to_string(event.folder.value));
    object.set("full_time", event.wholeDays);
    if (event.anonymous) return;
    object.set("title", event.summary);
    if (!event.location.empty()) object.set("location", event.location);
}

void addTimes(json::Array& list, const FreeBusy& known, bool merged, const LocalTime& localTime) {
    if (merged) {
        for (const auto& period : known.periods) list.add(periodJson(period, localTime));
        return;
    }
    for (const auto& busy : known.events) {
        auto object = periodJson(busy.period, localTime);
        addEvent(*object, busy.event);
        list.add(object);
    }
}

/// Each once.
std::vector<Participant> participantsOf(const engine::Call& call, LegacyFreeBusy::Form form, std::size_t most) {
    const auto type = call.integer("type").value_or(1);
    if (form == LegacyFreeBusy::Form::One) return {participantOf(call.require("participant"), type)};
    std::vector<Participant> participants;
    const auto list = json::requireArray(call.json(), "the participants");
    if (list->size() > most) {
        const auto text = "A request names at most " + std::to_string(most) + " participants.";
        throw Error(ErrorCode::TooLarge, text, text);
    }
    for (const auto& element : *list) {
        auto participant = participantOf(element, type);
        const auto isSame = [&](const Participant& known) {
            return known.uri == participant.uri && known.group == participant.group;
        };
        if (std::none_of(participants.begin(), participants.end(), isSame))
            participants.push_back(std::move(participant));
    }
    return participants;
}

/// The limits of one question, for all that are in one answer: somebody may be in many groups.
class Length {
public:
    explicit Length(const FreeBusyLimits& limits) : limits_(limits) {}
    void add(const std::vector<FreeBusy>& times) {
        users_ += times.size();
        for (const auto& one : times) periods_ += one.events.size();
        if (users_ > limits_.users || periods_ > limits_.periods)
            throw Error(ErrorCode::TooLarge, "beyond calendar.freeBusyUsers or calendar.freeBusyPeriods",
                        "The answer is too long. Ask for a shorter range, or for fewer people.");
    }

private:
    FreeBusyLimits limits_;
    std::size_t users_ = 0;
    std::size_t periods_ = 0;
};

}  // namespace

std::vector<LegacyFreeBusy::Times> LegacyFreeBusy::timesOf(const Caller& caller, const FreeBusyQuery& range,
                                                           const std::vector<Participant>& participants) const {
    std::vector<std::string> uris;
    for (const auto& participant : participants) uris.push_back(participant.uri);
    const auto users = calendarUsersOf(parts_.database, caller, uris);
    FreeBusyQuery query = range;
    query.users = distinct(users);
    const auto found = query.users.empty() ? Times() : parts_.service.of(caller, query);
    std::vector<Times> all;
    Length length(parts_.service.limits());
    for (std::size_t i = 0; i < participants.size(); ++i) {
        auto& times = all.emplace_back();
        if (participants[i].group) {
            FreeBusyQuery ofGroup = range;
            ofGroup.groups.push_back(*participants[i].group);
            times = parts_.service.of(caller, ofGroup);
        } else {
            std::copy_if(found.begin(), found.end(), std::back_inserter(times),
                         [&](const FreeBusy& each) { return each.user == users[i]; });
        }
        length.add(times);
    }
    return all;
}

engine::Result LegacyFreeBusy::handle(const Caller& caller, const engine::Call& call) {
    const auto localTime = parts_.zones.localTime(caller, call);
    const auto participants = participantsOf(call, form_, parts_.limits().parts);
    const FreeBusyQuery range{.from = timeParameter(call, "from", localTime),
                              .to = timeParameter(call, "until", localTime)};
    const bool merged = call.flag("merged");
    const auto times = timesOf(caller, range, participants);
    auto data = json::makeArray();
    for (std::size_t i = 0; i < participants.size(); ++i) {
        auto list = json::makeArray();
        for (const auto& known : times[i]) addTimes(*list, known, merged, localTime);
        auto object = json::makeObject();
        object->set("participant", participants[i].name);
        object->set("data", list);
        data->add(form_ == Form::One ? json::Value(list) : json::Value(object));
    }
    engine::Result answer;
    answer.data = form_ == Form::One ? data->get(0) : json::Value(data);
    return answer;
}

}  // namespace groupware::calendar::api
