#include "groupware/calendar/api/event_words.h"

#include "groupware/base/error.h"
#include "groupware/calendar/index_words.h"
#include "groupware/calendar/vevent.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace groupware::calendar::api {
namespace {

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

/// Adds a value to an object whose members may be lists.
void append(json::Object& object, const std::string& name, const json::Value& value) {
    if (!object.has(name)) {
        object.set(name, value);
        return;
    }
    const json::Value there = object.get(name);
    if (there.type() == typeid(json::Array::Ptr)) {
        json::Array::Ptr list = there.extract<json::Array::Ptr>();
        list->add(value);
        return;
    }
    auto list = json::makeArray();
    list->add(there);
    list->add(value);
    object.set(name, list);
}

/// The values of a member that may be a list.
template <class Each>
void forEach(const json::Value& value, Each each) {
    if (value.type() != typeid(json::Array::Ptr)) return each(value);
    for (const auto& element : *value.extract<json::Array::Ptr>()) each(element);
}

/// iana-token or x-name. RFC 5545 section 3.1.
void requireName(const std::string& name) {
    constexpr std::size_t kLongest = 64;
    const bool good = !name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || formats::lines::isDigit(c) || c == '-';
    });
    if (!good) refuse("An extended property has a name that iCalendar does not allow.");
}

ExtendedProperty extendedOf(const std::string& name, const json::Value& value) {
    requireName(name);
    ExtendedProperty property{.name = name};
    if (value.type() != typeid(json::Object::Ptr)) {
        property.value = json::textOf(value, name);
        return property;
    }
    const auto& object = value.extract<json::Object::Ptr>();
    property.value = json::text(*object, "value").value_or("");
    const auto parameters = json::object(*object, "parameters");
    if (!parameters) return property;
    for (const auto& [parameter, values] : *parameters) {
        requireName(parameter);
        forEach(values, [&, key = parameter](const json::Value& each) {
            property.parameters.emplace_back(key, json::textOf(each, key));
        });
    }
    return property;
}

Conference conferenceOf(const json::Object& object, const std::vector<Conference>& before) {
    const auto uri = json::text(object, "uri").value_or("");
    if (uri.find(':') == std::string::npos) refuse("A conference needs a uri.");
    const auto known =
        std::find_if(before.begin(), before.end(), [&](const Conference& each) { return each.uri == uri; });
    Conference conference = known == before.end() ? Conference{.uri = uri} : *known;
    if (object.has("label")) conference.label = json::text(object, "label").value_or("");
    if (!object.has("features")) return conference;
    conference.features.clear();
    if (const auto list = json::array(object, "features")) {
        for (const auto& each : *list)
            conference.features.push_back(formats::lines::upper(std::string_view(json::textOf(each, "a feature"))));
    }
    return conference;
}

bool means(const json::Object& object, const ical::Attachment& attachment) {
    const auto managedId = json::text(object, "managedId").value_or("");
    const auto uri = json::text(object, "uri").value_or("");
    if (!managedId.empty() || !attachment.managedId.empty()) return managedId == attachment.managedId;
    if (!uri.empty() || !attachment.uri.empty()) return uri == attachment.uri;
    const auto size = static_cast<std::int64_t>(attachment.octets.size());
    return json::text(object, "filename").value_or("") == attachment.fileName && json::integer(object, "size") == size;
}

/// Nothing for what comes along in the form. Calendars that came by mail name parts of it by "cid:", too.
std::optional<ical::Attachment> attachmentOf(const json::Object& object, const std::vector<ical::Attachment>& before) {
    const auto known =
        std::find_if(before.begin(), before.end(), [&](const auto& attachment) { return means(object, attachment); });
    if (known != before.end()) return *known;
    if (json::text(object, "uri").value_or("").starts_with("cid:")) return std::nullopt;
    ical::Attachment attachment{.uri = json::text(object, "uri").value_or(""),
                                .mediaType = json::text(object, "fmtType").value_or(""),
                                .fileName = json::text(object, "filename").value_or("")};
    if (attachment.uri.find(':') == std::string::npos) refuse("A new attachment needs a uri.");
    return attachment;
}

json::Object::Ptr attachmentJson(const ical::Attachment& attachment) {
    auto object = json::makeObject();
    if (!attachment.fileName.empty()) object->set("filename", attachment.fileName);
    if (!attachment.mediaType.empty()) object->set("fmtType", attachment.mediaType);
    if (attachment.size) object->set("size", *attachment.size);
    if (!attachment.size && attachment.uri.empty())
        object->set("size", static_cast<std::int64_t>(attachment.octets.size()));
    if (!attachment.managedId.empty()) object->set("managedId", attachment.managedId);
    if (!attachment.uri.empty()) object->set("uri", attachment.uri);
    return object;
}

/// Files that are stored here have no uri; MANAGED-IDs of other servers stand beside one (RFC 8607 section 4.1).
bool isStoredFile(const json::Object& object) {
    return !json::text(object, "managedId").value_or("").empty() && json::text(object, "uri").value_or("").empty();
}

const char* flagOf(PartStat answer) {
    switch (answer) {
        case PartStat::None: return nullptr;
        case PartStat::NeedsAction: return "needs_action";
        case PartStat::Accepted: return "accepted";
        case PartStat::Declined: return "declined";
        case PartStat::Tentative: return "tentative";
        case PartStat::Delegated: return "delegated";
    }
    return nullptr;
}

const char* flagOf(Status status) {
    switch (status) {
        case Status::None: return nullptr;
        case Status::Tentative: return "event_tentative";
        case Status::Confirmed: return "event_confirmed";
        case Status::Cancelled: return "event_cancelled";
    }
    return nullptr;
}

/// What the text says, if it was read: rows of older versions do not know.
template <class Said>
bool says(const Event& event, Hint hint, Said said) {
    return event.fields ? said(*event.fields) : event.hints.has(hint);
}

ical::RelatedTo relationOf(const json::Value& element) {
    if (element.type() != typeid(json::Object::Ptr)) return {.uid = json::textOf(element, "relatedTo")};
    const auto& object = element.extract<json::Object::Ptr>();
    ical::RelatedTo relation{.uid = json::text(*object, "value").value_or("")};
    if (const auto type = json::text(*object, "relType"); type && !type->empty())
        relation.type = formats::lines::upper(std::string_view(*type));
    requireName(relation.type);
    return relation;
}

}  // namespace

Class classOf(const std::string& word) {
    for (const Class each : {Class::Public, Class::Private, Class::Confidential}) {
        if (formats::lines::equal(word, wordOf(each))) return each;
    }
    refuse("'class' must be PUBLIC, PRIVATE or CONFIDENTIAL.");
}

Status statusOf(const std::string& word) {
    for (const Status each : {Status::None, Status::Tentative, Status::Confirmed, Status::Cancelled}) {
        if (formats::lines::equal(word, wordOf(each))) return each;
    }
    refuse("'status' must be TENTATIVE, CONFIRMED or CANCELLED.");
}

json::Object::Ptr extendedJson(const std::vector<ExtendedProperty>& properties) {
    auto all = json::makeObject();
    for (const auto& property : properties) {
        auto object = json::makeObject();
        object->set("value", property.value);
        if (!property.parameters.empty()) {
            auto parameters = json::makeObject();
            for (const auto& [name, value] : property.parameters) append(*parameters, name, value);
            object->set("parameters", parameters);
        }
        append(*all, property.name, object);
    }
    return all;
}

std::vector<ExtendedProperty> extendedOf(const json::Object& object) {
    std::vector<ExtendedProperty> properties;
    for (const auto& [name, value] : object) {
        forEach(value, [&, key = name](const json::Value& each) { properties.push_back(extendedOf(key, each)); });
    }
    return properties;
}

json::Array::Ptr conferencesJson(const std::vector<Conference>& conferences) {
    auto list = json::makeArray();
    std::int64_t id = 0;
    for (const auto& conference : conferences) {
        auto object = json::makeObject();
        object->set("id", ++id);
        object->set("uri", conference.uri);
        if (!conference.label.empty()) object->set("label", conference.label);
        auto features = json::makeArray();
        for (const auto& feature : conference.features) features->add(feature);
        object->set("features", features);
        list->add(object);
    }
    return list;
}

std::vector<Conference> conferencesOf(const json::Array& list, const std::vector<Conference>& before) {
    std::vector<Conference> conferences;
    for (const auto& element : list)
        conferences.push_back(conferenceOf(*json::requireObject(element, "a conference"), before));
    return conferences;
}

json::Array::Ptr attachmentsJson(const std::vector<ical::Attachment>& attachments,
                                 const std::vector<StoredFile>& files) {
    auto list = json::makeArray();
    for (const auto& file : files) {
        auto object = json::makeObject();
        object->set("filename", file.filename);
        object->set("fmtType", file.mediaType);
        object->set("size", file.size);
        object->set("created", std::int64_t{file.created.time_since_epoch().count()});
        object->set("managedId", std::to_string(file.id));
        list->add(object);
    }
    for (const auto& attachment : attachments) list->add(attachmentJson(attachment));
    return list;
}

std::vector<std::int64_t> storedFilesOf(const json::Array& list) {
    std::vector<std::int64_t> ids;
    for (const auto& element : list) {
        const auto object = json::requireObject(element, "an attachment");
        if (isStoredFile(*object)) ids.push_back(json::integerOf(object->get("managedId"), "managedId"));
    }
    return ids;
}

std::vector<ical::Attachment> attachmentsOf(const json::Array& list, const std::vector<ical::Attachment>& before) {
    std::vector<ical::Attachment> attachments;
    for (const auto& element : list) {
        const auto object = json::requireObject(element, "an attachment");
        if (isStoredFile(*object)) continue;
        if (auto attachment = attachmentOf(*object, before)) attachments.push_back(*std::move(attachment));
    }
    return attachments;
}

json::Value relatedToJson(const std::vector<ical::RelatedTo>& relations) {
    if (relations.empty()) return {};
    if (relations.size() == 1) return relations.front().uid;
    auto list = json::makeArray();
    for (const auto& relation : relations) {
        auto object = json::makeObject();
        object->set("value", relation.uid);
        object->set("relType", relation.type);
        list->add(object);
    }
    return list;
}

std::vector<ical::RelatedTo> relatedToOf(const json::Value& value, const std::vector<ical::RelatedTo>& before) {
    std::vector<ical::RelatedTo> relations;
    if (value.isEmpty()) return relations;
    const bool typed = value.type() == typeid(json::Array::Ptr);
    forEach(value, [&](const json::Value& each) {
        auto relation = relationOf(each);
        if (relation.uid.empty()) return;
        const auto known = std::find_if(before.begin(), before.end(), [&](const ical::RelatedTo& other) {
            return other.uid == relation.uid && (!typed || other.type == relation.type);
        });
        if (known != before.end()) relation = *known;
        relations.push_back(std::move(relation));
    });
    return relations;
}

bool isTransparent(const Event& event) {
    const bool known = event.fields || event.hints.has(Hint::Derived);
    return known ? says(event, Hint::Transparent, [](const EventFields& fields) { return fields.transparent; })
                 : event.busy == Busy::Free && event.status != Status::Cancelled;
}

bool attendeesMayChange(const Event& event) {
    return says(event, Hint::AttendeesMayChange, [](const EventFields& fields) { return fields.attendeesMayChange; });
}

json::Written flagsJson(const Event& event, UserId caller) {
    json::Writer flags;
    flags.beginArray();
    const auto add = [&](bool holds, const char* flag) {
        if (holds && flag != nullptr) flags.text(flag);
    };
    const bool own = event.owner.is(caller);
    const bool attached =
        says(event, Hint::Attachments, [](const EventFields& fields) { return !fields.attachments.empty(); });
    add(event.attachmentCount > 0 || attached, "attachments");
    add(says(event, Hint::Alarms, [](const EventFields& fields) { return !fields.alarms.empty(); }), "alarms");
    add(says(event, Hint::Conferences, [](const EventFields& fields) { return !fields.conferences.empty(); }),
        "conferences");
    add(event.role != Role::None || event.attendeeCount > 0, "scheduled");
    add(event.role == Role::Organizer, own ? "organizer" : "organizer_on_behalf");
    add(event.partStat != PartStat::None, own ? "attendee" : "attendee_on_behalf");
    add(event.classification == Class::Private, "private");
    add(event.classification == Class::Confidential, "confidential");
    add(isTransparent(event), "transparent");
    add(true, flagOf(event.status));
    add(true, flagOf(event.partStat));
    add(event.recurs || (!event.recurrenceId.empty() && !event.exception), "series");
    add(event.exception, "overridden");
    add(event.hints.has(Hint::FirstInstance), "first_occurrence");
    add(event.hints.has(Hint::LastInstance), "last_occurrence");
    const auto declined = [](const EventFields& fields) {
        return allOthersDeclined(fields.organizer, fields.attendees);
    };
    add(says(event, Hint::OthersDeclined, declined), "all_others_declined");
    flags.endArray();
    return flags.written();
}

}  // namespace groupware::calendar::api
