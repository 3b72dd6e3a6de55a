#include "groupware/calendar/api/event_fields.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/listing.h"
#include "groupware/calendar/api/alarm_wire.h"
#include "groupware/calendar/api/event_words.h"
#include "groupware/calendar/api/people_wire.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/ical/zone_name.h"
#include "groupware/formats/json/writer.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace groupware::calendar::api {
namespace {

using json::Value;

Value optionalText(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value textList(const std::vector<std::string>& texts) {
    if (texts.empty()) return {};
    json::Writer list;
    list.beginArray();
    for (const auto& text : texts) list.text(text);
    list.endArray();
    return list.written();
}

Value idText(std::int64_t id) {
    return std::to_string(id);
}

/// What `of` says about the text of the event; nothing if it was not read.
template <class Of>
Value fromFields(const EventView& view, Of of) {
    return view.event.fields ? Value(of(*view.event.fields)) : Value();
}

/// As the text has it, with the name of the zone that the system knows.
Value whenJson(const EventView& view, const ical::TimeValue EventFields::*member, Instant Event::*instant) {
    if (!view.event.fields) return timeJson(timeOfEvent(view.event, view.event.*instant, view.times));
    ical::TimeValue time = (*view.event.fields).*member;
    if (time.form != ical::TimeValue::Form::Zoned) return timeJson(time);
    const auto name = ical::zoneName(
        time.zone, [&](std::string_view zone) { return view.times.find && view.times.find(zone) != nullptr; });
    if (!name) return timeJson(timeOfEvent(view.event, view.event.*instant, view.times));
    time.zone = *name;
    return timeJson(time);
}

Value instantKey(Instant instant) {
    return std::int64_t{instant.time_since_epoch().count()};
}

Value calendarUser(const EventView& view) {
    const auto& owner = view.event.owner;
    return owner.kind == CalendarUser::Kind::User ? Value(calendarUserJson(UserId{owner.id}, view.directory)) : Value();
}

Value organizer(const EventView& view) {
    const Event& event = view.event;
    if (event.fields && event.fields->organizer) return organizerJson(*event.fields->organizer, view.directory);
    return event.organizer.empty() ? Value() : Value(calendarUserJson(event.organizer, view.directory));
}

Value attendees(const EventView& view) {
    if (!view.event.fields || view.event.fields->attendees.empty()) return {};
    AttendeeView shown{.directory = view.directory, .extended = view.extended, .folder = view.event.folder};
    if (view.event.owner.kind == CalendarUser::Kind::User) shown.owner = UserId{view.event.owner.id};
    auto list = json::makeArray();
    for (const auto& attendee : view.event.fields->attendees) list->add(attendeeJson(attendee, shown));
    return list;
}

Value additions(const EventFields& fields) {
    std::vector<std::string> texts;
    for (const auto& time : fields.additions) texts.push_back(ical::write(time));
    return textList(texts);
}

Value geo(const EventFields& fields) {
    if (!fields.geo) return {};
    auto object = json::makeObject();
    object->set("lat", fields.geo->first);
    object->set("long", fields.geo->second);
    return object;
}

/// Whom nobody may read has no texts.
Value visible(const EventView& view, const Value& value) {
    return view.event.anonymous ? Value() : value;
}

/// What is in the text, and the files that are stored here.
Value attachments(const EventView& view) {
    if (!view.event.fields) return {};
    static const std::vector<StoredFile> kNone;
    const auto list = attachmentsJson(view.event.fields->attachments, view.files != nullptr ? *view.files : kNone);
    return list->size() == 0 ? Value() : Value(list);
}

constexpr std::string_view kAttachments = "attachments";
constexpr bool kIndexed = false;
constexpr bool kDetailed = true;
constexpr bool kNobody = false;
constexpr bool kPeople = true;
constexpr bool kPersonal = true;

constexpr std::array kIdentity{
    EventField{"id", kIndexed, kNobody, [](const EventView& v) { return idText(v.event.id.value); },
               [](const EventView& v) { return Value(v.event.id.value); }},
    EventField{"folder", kIndexed, kNobody, [](const EventView& v) { return idText(v.event.folder.value); }, nullptr},
    EventField{"seriesId", kIndexed, kNobody,
               [](const EventView& v) {
                   const bool recurs = v.event.recurs || !v.event.recurrenceId.empty();
                   return recurs ? idText(v.event.object.value) : Value();
               },
               nullptr},
    EventField{"recurrenceId", kIndexed, kNobody, [](const EventView& v) { return optionalText(v.event.recurrenceId); },
               nullptr},
    EventField{"uid", kIndexed, kNobody, [](const EventView& v) { return optionalText(v.event.uid); }, nullptr},
    EventField{"filename", kIndexed, kNobody, [](const EventView& v) { return visible(v, optionalText(v.event.name)); },
               nullptr},
    EventField{"sequence", kIndexed, kNobody, [](const EventView& v) { return visible(v, v.event.sequence); }, nullptr},
    EventField{"timestamp", kIndexed, kNobody, [](const EventView& v) { return Value(v.event.seq.value); }, nullptr},
    EventField{"created", kIndexed, kNobody,
               [](const EventView& v) { return visible(v, instantKey(v.event.createdAt)); }, nullptr},
    EventField{"lastModified", kIndexed, kNobody, [](const EventView& v) { return visible(v, v.event.seq.value); },
               nullptr},
    EventField{"createdBy", kIndexed, kPeople,
               [](const EventView& v) { return visible(v, calendarUserJson(v.event.createdBy, v.directory)); },
               [](const EventView& v) { return Value(v.event.createdBy.value); }},
    EventField{"modifiedBy", kIndexed, kPeople,
               [](const EventView& v) { return visible(v, calendarUserJson(v.event.changedBy, v.directory)); },
               [](const EventView& v) { return Value(v.event.changedBy.value); }},
};

constexpr std::array kTimes{
    EventField{"startDate", kIndexed, kNobody,
               [](const EventView& v) { return whenJson(v, &EventFields::start, &Event::start); },
               [](const EventView& v) { return instantKey(v.event.start); }},
    EventField{"endDate", kIndexed, kNobody,
               [](const EventView& v) { return whenJson(v, &EventFields::end, &Event::end); },
               [](const EventView& v) { return instantKey(v.event.end); }},
    EventField{
        "rrule", kDetailed, kNobody,
        [](const EventView& v) { return fromFields(v, [](const EventFields& f) { return optionalText(f.rule); }); },
        nullptr},
    EventField{"recurrenceDates", kDetailed, kNobody, [](const EventView& v) { return fromFields(v, additions); },
               nullptr},
    EventField{"changeExceptionDates", kDetailed, kNobody,
               [](const EventView& v) { return textList(v.event.changedInstances); }, nullptr},
    EventField{"deleteExceptionDates", kDetailed, kNobody,
               [](const EventView& v) { return textList(v.event.deletedInstances); }, nullptr},
};

constexpr std::array kTexts{
    EventField{"summary", kIndexed, kNobody, [](const EventView& v) { return optionalText(v.event.summary); }, nullptr},
    EventField{"location", kIndexed, kNobody, [](const EventView& v) { return optionalText(v.event.location); },
               nullptr},
    EventField{"description", kDetailed, kNobody,
               [](const EventView& v) {
                   return fromFields(v, [](const EventFields& f) { return optionalText(f.description); });
               },
               nullptr},
    EventField{"categories", kIndexed, kNobody, [](const EventView& v) { return textList(v.event.categories); },
               nullptr},
    EventField{"color", kIndexed, kNobody, [](const EventView& v) { return optionalText(v.event.color); }, nullptr},
    EventField{
        "url", kDetailed, kNobody,
        [](const EventView& v) { return fromFields(v, [](const EventFields& f) { return optionalText(f.url); }); },
        nullptr},
    EventField{"geo", kDetailed, kNobody, [](const EventView& v) { return fromFields(v, geo); }, nullptr},
    EventField{"relatedTo", kDetailed, kNobody,
               [](const EventView& v) {
                   return fromFields(v, [](const EventFields& f) { return relatedToJson(f.relatedTo); });
               },
               nullptr},
    EventField{"conferences", kDetailed, kNobody,
               [](const EventView& v) {
                   return fromFields(v, [](const EventFields& f) {
                       return f.conferences.empty() ? Value() : Value(conferencesJson(f.conferences));
                   });
               },
               nullptr},
    EventField{kAttachments, kDetailed, kNobody, attachments, nullptr},
    EventField{"extendedProperties", kDetailed, kNobody,
               [](const EventView& v) {
                   return fromFields(v, [](const EventFields& f) {
                       return f.extended.empty() ? Value() : Value(extendedJson(f.extended));
                   });
               },
               nullptr},
};

constexpr std::array kState{
    EventField{"class", kIndexed, kNobody,
               [](const EventView& v) { return Value(std::string(wordOf(v.event.classification))); }, nullptr},
    EventField{"status", kIndexed, kNobody, [](const EventView& v) { return optionalText(wordOf(v.event.status)); },
               nullptr},
    EventField{"transp", kIndexed, kNobody,
               [](const EventView& v) { return Value(std::string(isTransparent(v.event) ? "TRANSPARENT" : "OPAQUE")); },
               nullptr, kPersonal},
    EventField{"calendarUser", kIndexed, kPeople, [](const EventView& v) { return calendarUser(v); }, nullptr},
    EventField{"organizer", kIndexed, kPeople, organizer,
               [](const EventView& v) { return optionalText(v.event.organizer); }},
    EventField{"attendees", kDetailed, kPeople, attendees,
               [](const EventView& v) { return Value(v.event.attendeeCount); }},
    EventField{
        "attendeePrivileges", kIndexed, kNobody,
        [](const EventView& v) { return visible(v, std::string(attendeesMayChange(v.event) ? "MODIFY" : "DEFAULT")); },
        nullptr},
    EventField{"alarms", kDetailed, kNobody,
               [](const EventView& v) {
                   return fromFields(v, [](const EventFields& f) {
                       return f.alarms.empty() ? Value() : Value(alarmsJson(f.alarms));
                   });
               },
               nullptr},
    EventField{"flags", kIndexed, kNobody, [](const EventView& v) { return Value(flagsJson(v.event, v.caller)); },
               nullptr, kPersonal},
};

constexpr auto kFields = [] {
    std::array<EventField, kIdentity.size() + kTimes.size() + kTexts.size() + kState.size()> all{};
    auto next = all.begin();
    for (const auto& field : kIdentity) *next++ = field;
    for (const auto& field : kTimes) *next++ = field;
    for (const auto& field : kTexts) *next++ = field;
    for (const auto& field : kState) *next++ = field;
    return all;
}();

[[noreturn]] void refuse(const std::string& text) {
    throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
}

const EventField& fieldNamed(std::string_view name) {
    constexpr std::size_t kShown = 64;
    const auto found =
        std::find_if(kFields.begin(), kFields.end(), [&](const EventField& field) { return field.name == name; });
    if (found == kFields.end()) refuse("There is no field '" + std::string(name.substr(0, kShown)) + "'.");
    return *found;
}

bool isDescending(const engine::Call& call) {
    const auto order = formats::lines::lower(std::string_view(call.parameter("order").value_or("asc")));
    if (order != "asc" && order != "desc") refuse("The parameter 'order' has an invalid value.");
    return order == "desc";
}

Value keyOf(const EventField& field, const EventView& view) {
    return field.key != nullptr ? field.key(view) : field.value(view);
}

}  // namespace

std::span<const EventField> eventFields() {
    return kFields;
}

EventSelection::EventSelection(const engine::Call& call)
    : descending_(isDescending(call)), extended_(call.flag("extendedEntities")) {
    if (const auto fields = call.parameter("fields"); fields && !fields->empty()) {
        for (std::string_view rest = *fields; !rest.empty();) {
            const auto end = std::min(rest.find(','), rest.size());
            add(fieldNamed(formats::lines::trimmed(rest.substr(0, end))));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    } else {
        for (const auto& field : kFields) add(field);
    }
    if (const auto sort = call.parameter("sort"); sort && !sort->empty()) {
        sort_ = &fieldNamed(*sort);
        detailed_ = detailed_ || (sort_->detailed && sort_->key == nullptr);
    }
}

void EventSelection::add(const EventField& field) {
    if (std::find(fields_.begin(), fields_.end(), &field) != fields_.end()) return;
    fields_.push_back(&field);
    detailed_ = detailed_ || field.detailed;
    personal_ = personal_ || field.personal;
    people_ = people_ || field.people;
    files_ = files_ || field.name == kAttachments;
}

json::Object::Ptr EventSelection::object(const EventView& view) const {
    auto object = json::makeObject();
    for (const auto* field : fields_) {
        if (const auto value = field->value(view); !value.isEmpty()) object->set(std::string(field->name), value);
    }
    return object;
}

void EventSelection::order(std::vector<const EventView*>& views) const {
    if (sort_ == nullptr) {
        if (descending_) std::reverse(views.begin(), views.end());
        return;
    }
    std::vector<std::pair<Value, const EventView*>> keyed;
    keyed.reserve(views.size());
    for (const auto* view : views) keyed.emplace_back(keyOf(*sort_, *view), view);
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) {
        return descending_ ? engine::wireLess(b.first, a.first) : engine::wireLess(a.first, b.first);
    });
    std::transform(keyed.begin(), keyed.end(), views.begin(), [](const auto& each) { return each.second; });
}

json::Written EventSelection::written(const EventView& view) const {
    json::Writer writer;
    writer.beginObject();
    for (const auto* field : fields_) {
        if (const auto value = field->value(view); !value.isEmpty()) writer.member(field->name, value);
    }
    writer.endObject();
    return writer.written();
}

json::Array::Ptr EventSelection::list(std::span<const EventView> views) const {
    std::vector<const EventView*> ordered;
    ordered.reserve(views.size());
    for (const auto& view : views) ordered.push_back(&view);
    order(ordered);
    auto list = json::makeArray();
    for (const auto* view : ordered) list->add(written(*view));
    return list;
}

}  // namespace groupware::calendar::api
