#include "groupware/calendar/api/appointments/appointment_people.h"

#include "groupware/base/error.h"
#include "groupware/calendar/attendee_id.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace groupware::calendar::api {
namespace {

using Kind = Participant::Kind;
using Participants = std::vector<Participant>;

constexpr std::array<std::pair<std::string_view, std::int64_t>, 3> kAnswers{
    {{"ACCEPTED", 1}, {"DECLINED", 2}, {"TENTATIVE", 3}}};

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::int64_t statusOf(std::string_view word) {
    const auto found =
        std::find_if(kAnswers.begin(), kAnswers.end(), [&](const auto& each) { return each.first == word; });
    return found == kAnswers.end() ? 0 : found->second;
}

std::string lowered(const std::string& text) {
    return formats::lines::lower(std::string_view(text));
}

bool isAmong(const Participants& all, const Participant& one) {
    return std::any_of(all.begin(), all.end(), [&](const Participant& each) { return each.is(one); });
}

Participant participantOf(const json::Value& element) {
    const auto object = json::requireObject(element, "a participant");
    const auto type = json::integer(*object, "type").value_or(0);
    if (type == static_cast<std::int64_t>(Kind::External)) {
        const auto mail = lowered(json::text(*object, "mail").value_or(""));
        if (mail.empty()) refuse("An external participant has no mail.");
        return {.kind = Kind::External, .mail = mail, .name = json::text(*object, "display_name").value_or("")};
    }
    if (type < 1 || type > 3) refuse("A participant of an appointment is of type 1, 2, 3 or 5.");
    const auto id = json::integer(*object, "id");
    if (!id || *id < 0) refuse("A participant has no id.");
    return {.kind = static_cast<Kind>(type), .id = *id};
}

ical::Person personOf(const Participant& participant) {
    switch (participant.kind) {
        case Kind::External: return {.uri = "mailto:" + participant.mail, .name = participant.name};
        case Kind::User: return {.uri = uriOf(AttendeeId{.kind = AttendeeId::Kind::User, .id = participant.id})};
        case Kind::Group: return {.uri = uriOf(AttendeeId{.kind = AttendeeId::Kind::Group, .id = participant.id})};
        case Kind::Resource: break;
    }
    return {.uri = uriOf(AttendeeId{.kind = AttendeeId::Kind::Resource, .id = participant.id}), .type = "RESOURCE"};
}

}  // namespace

Participant participantOf(const ical::Person& person, const Directory& directory) {
    Participant participant{.kind = Kind::External,
                            .mail = addressOf(person.uri),
                            .name = person.name,
                            .status = statusOf(person.status),
                            .message = person.comment};
    const auto* known = directory.byAddress(participant.mail);
    if (known == nullptr) return participant;
    participant.kind = known->user ? Kind::User : Kind::Resource;
    participant.id = known->user ? known->user->value : known->resource.value_or(principals::ResourceId{}).value;
    participant.name = known->displayName;
    return participant;
}

Participants participantsOf(const Event& event, const Directory& directory) {
    Participants participants;
    if (!event.fields || event.anonymous) return participants;
    for (const auto& person : event.fields->attendees) {
        auto participant = participantOf(person, directory);
        const bool nameless = participant.kind == Kind::External && participant.mail.empty();
        if (!nameless && !isAmong(participants, participant)) participants.push_back(std::move(participant));
    }
    if (event.fields->attendees.empty() && event.owner.kind == CalendarUser::Kind::User) {
        const UserId owner{event.owner.id};
        const auto* known = directory.user(owner);
        participants.push_back({.id = owner.value, .name = known == nullptr ? "" : known->displayName, .status = 1});
    }
    return participants;
}

Participants participantsOf(const json::Array& list) {
    Participants participants;
    for (const auto& element : list) {
        auto participant = participantOf(element);
        if (!isAmong(participants, participant)) participants.push_back(std::move(participant));
    }
    return participants;
}

json::Array::Ptr participantsJson(const Participants& participants) {
    auto list = json::makeArray();
    for (const auto& each : participants) {
        auto object = json::makeObject();
        object->set("type", static_cast<std::int64_t>(each.kind));
        if (each.kind == Kind::External) {
            object->set("mail", each.mail);
            if (!each.name.empty()) object->set("display_name", each.name);
        } else {
            object->set("id", each.id);
        }
        list->add(object);
    }
    return list;
}

json::Array::Ptr usersJson(const Participants& participants) {
    auto list = json::makeArray();
    for (const auto& each : participants) {
        if (each.kind != Kind::User) continue;
        auto object = json::makeObject();
        object->set("id", each.id);
        object->set("display_name", each.name);
        object->set("confirm", each.status);
        if (!each.message.empty()) object->set("confirmmessage", each.message);
        list->add(object);
    }
    return list;
}

json::Array::Ptr confirmationsJson(const Participants& participants) {
    auto list = json::makeArray();
    for (const auto& each : participants) {
        if (each.kind != Kind::External) continue;
        auto object = json::makeObject();
        object->set("type", static_cast<std::int64_t>(each.kind));
        object->set("mail", each.mail);
        if (!each.name.empty()) object->set("display_name", each.name);
        object->set("status", each.status);
        if (!each.message.empty()) object->set("message", each.message);
        list->add(object);
    }
    return list;
}

ParticipantChange::ParticipantChange(const Event* event, const Participants& shown, const Participants& sent,
                                     const Directory& directory) {
    const bool meeting = event != nullptr && event->fields && !event->fields->attendees.empty();
    if (meeting) {
        for (const auto& person : event->fields->attendees) {
            const auto participant = api::participantOf(person, directory);
            if (isAmong(shown, participant) && !isAmong(sent, participant)) removed_.push_back(lowered(person.uri));
        }
    }
    const bool alone =
        std::all_of(sent.begin(), sent.end(), [&](const Participant& each) { return isAmong(shown, each); });
    if (alone) return;
    for (const auto& participant : sent) {
        const bool there = isAmong(shown, participant);
        if (there && meeting) continue;
        added_.push_back(personOf(participant));
        if (there) added_.back().status = "ACCEPTED";  // who had it for himself takes part
    }
}

void ParticipantChange::apply(EventFields& fields) const {
    std::erase_if(fields.attendees, [this](const ical::Person& person) {
        return std::find(removed_.begin(), removed_.end(), lowered(person.uri)) != removed_.end();
    });
    fields.attendees.insert(fields.attendees.end(), added_.begin(), added_.end());
}

}  // namespace groupware::calendar::api
