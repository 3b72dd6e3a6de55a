#include "groupware/calendar/api/people_wire.h"

#include "groupware/base/error.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/attendee_id.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/mime/mailbox.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace groupware::calendar::api {
namespace {

constexpr std::string_view kMailto = "mailto:";

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::int64_t entityOf(const principals::Addressee& known) {
    return known.user ? known.user->value : known.resource.value_or(principals::ResourceId{}).value;
}

/// What all kinds of people have.
json::Object::Ptr personJson(const std::string& uri, const std::string& name, const principals::Addressee* known) {
    auto object = json::makeObject();
    object->set("uri", uri);
    if (const auto& cn = name.empty() && known != nullptr ? known->displayName : name; !cn.empty())
        object->set("cn", cn);
    if (const auto address = addressOf(uri); !address.empty()) object->set("email", address);
    if (known != nullptr) object->set("entity", entityOf(*known));
    return object;
}

std::string asUri(const std::string& address) {
    return address.find(':') == std::string::npos ? std::string(kMailto) + address : address;
}

json::Object::Ptr resourceJson(const principals::Addressee& known) {
    auto resource = json::makeObject();
    resource->set("id", known.resource->value);
    resource->set("display_name", known.displayName);
    resource->set("name", known.name);
    resource->set("mailaddress", known.email);
    resource->set("availability", known.available);
    resource->set("description", known.description);
    resource->set("last_modified", known.seq.value);
    resource->set("last_modified_utc", known.seq.value);
    return resource;
}

json::Object::Ptr contactJson(const principals::Addressee& known) {
    auto contact = json::makeObject();
    contact->set("display_name", known.displayName);
    if (!known.givenName.empty()) contact->set("first_name", known.givenName);
    if (!known.surname.empty()) contact->set("last_name", known.surname);
    return contact;
}

/// RFC 5546 section 3.2.7.
json::Object::Ptr counterJson(const ical::ProposedTime& proposed) {
    auto object = json::makeObject();
    object->set("startDate", timeJson(proposed.start));
    object->set("endDate", timeJson(proposed.end));
    if (!proposed.comment.empty()) object->set("comment", proposed.comment);
    object->set("declined", proposed.declined);
    return object;
}

using Words = std::vector<std::string_view>;

std::string wordAmong(const json::Object& object, const char* key, const std::string& before, const Words& words) {
    const auto sent = json::text(object, key);
    if (!sent) return before;
    auto word = formats::lines::upper(std::string_view(*sent));
    if (std::find(words.begin(), words.end(), word) == words.end())
        refuse("'" + std::string(key) + "' has an unknown value.");
    return word;
}

AttendeeId::Kind kindOf(const json::Object& person) {
    const auto type = formats::lines::upper(std::string_view(json::text(person, "cuType").value_or("")));
    if (type == "GROUP") return AttendeeId::Kind::Group;
    return type == "RESOURCE" || type == "ROOM" ? AttendeeId::Kind::Resource : AttendeeId::Kind::User;
}

std::string sentByOf(const json::Object& object, const std::string& before) {
    if (!object.has("sentBy")) return before;
    const auto person = json::object(object, "sentBy");
    return person ? uriOf(*person) : std::string();
}

ical::Person attendeeOf(const json::Object& object, const std::vector<ical::Person>& before) {
    static const Words kTypes{"INDIVIDUAL", "GROUP", "RESOURCE", "ROOM", "UNKNOWN"};
    static const Words kRoles{"CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT", "NON-PARTICIPANT"};
    static const Words kAnswers{"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"};
    const auto uri = uriOf(object);
    const auto address = formats::mime::comparableAddress(addressOf(uri));
    const auto known = std::find_if(before.begin(), before.end(), [&](const ical::Person& each) {
        return address.empty() ? formats::lines::equal(each.uri, uri)
                               : formats::mime::comparableAddress(addressOf(each.uri)) == address;
    });
    ical::Person person = known == before.end() ? ical::Person{.uri = uri} : *known;
    person.name = json::text(object, "cn").value_or(person.name);
    person.type = wordAmong(object, "cuType", person.type, kTypes);
    person.role = wordAmong(object, "role", person.role, kRoles);
    person.status = wordAmong(object, "partStat", person.status, kAnswers);
    person.rsvp = json::flag(object, "rsvp").value_or(person.rsvp);
    person.comment = json::text(object, "comment").value_or(person.comment);
    person.sentBy = sentByOf(object, person.sentBy);
    return person;
}

}  // namespace

json::Object::Ptr calendarUserJson(UserId user, const Directory& directory) {
    const auto* known = directory.user(user);
    if (known != nullptr && !known->email.empty()) return personJson(asUri(known->email), {}, known);
    auto object = json::makeObject();  // who was deleted has nothing else, and who came by a link no address
    if (known != nullptr) object->set("cn", known->displayName);
    object->set("entity", user.value);
    return object;
}

json::Object::Ptr calendarUserJson(const std::string& uri, const Directory& directory) {
    return personJson(asUri(uri), {}, directory.byAddress(addressOf(uri)));
}

json::Object::Ptr organizerJson(const ical::Person& organizer, const Directory& directory) {
    auto object = personJson(organizer.uri, organizer.name, directory.byAddress(addressOf(organizer.uri)));
    if (!organizer.sentBy.empty()) object->set("sentBy", calendarUserJson(organizer.sentBy, directory));
    return object;
}

json::Object::Ptr attendeeJson(const ical::Person& attendee, const AttendeeView& view) {
    const auto* known = view.directory.byAddress(addressOf(attendee.uri));
    auto object = personJson(attendee.uri, attendee.name, known);
    const bool resource = known != nullptr && known->resource && attendee.type == "INDIVIDUAL";
    object->set("cuType", resource ? std::string("RESOURCE") : attendee.type);
    object->set("role", attendee.role);
    object->set("partStat", attendee.status);
    object->set("rsvp", attendee.rsvp);
    if (!attendee.comment.empty()) object->set("comment", attendee.comment);
    if (!attendee.sentBy.empty()) object->set("sentBy", calendarUserJson(attendee.sentBy, view.directory));
    if (attendee.proposed) object->set("counter", counterJson(*attendee.proposed));
    if (!attendee.members.empty()) {
        auto members = json::makeArray();
        for (const auto& member : attendee.members) members->add(member);
        object->set("member", members);
    }
    if (known == nullptr) return object;
    if (known->user && known->user == view.owner) object->set("folder", std::to_string(view.folder.value));
    if (view.extended && known->resource) object->set("resource", resourceJson(*known));
    if (view.extended && !known->resource) object->set("contact", contactJson(*known));
    return object;
}

json::Object::Ptr conflictingJson(const CalendarUser& user, const Directory& directory) {
    const bool resource = user.kind == CalendarUser::Kind::Resource;
    const auto* known = resource ? directory.resource({user.id}) : directory.user({user.id});
    auto object = known != nullptr ? personJson(asUri(known->email), {}, known) : json::makeObject();
    object->set("entity", user.id);
    object->set("cuType", std::string(resource ? "RESOURCE" : "INDIVIDUAL"));
    return object;
}

std::string uriOf(const json::Object& person) {
    if (const auto uri = json::text(person, "uri"); uri && !uri->empty()) return asUri(*uri);
    if (const auto email = json::text(person, "email"); email && !email->empty()) return asUri(*email);
    const auto entity = json::integer(person, "entity");
    if (!entity || *entity < 0) refuse("A person needs a uri, an email or an entity.");
    return calendar::uriOf(AttendeeId{.kind = kindOf(person), .id = *entity});
}

std::vector<ical::Person> attendeesOf(const json::Array& list, const std::vector<ical::Person>& before) {
    std::vector<ical::Person> people;
    people.reserve(list.size());
    for (const auto& element : list) people.push_back(attendeeOf(*json::requireObject(element, "an attendee"), before));
    return people;
}

PartStat partStatOf(const std::string& word) {
    static constexpr std::array<std::pair<std::string_view, PartStat>, 4> kWords{
        {{"NEEDS-ACTION", PartStat::NeedsAction},
         {"ACCEPTED", PartStat::Accepted},
         {"DECLINED", PartStat::Declined},
         {"TENTATIVE", PartStat::Tentative}}};
    const auto wanted = formats::lines::upper(std::string_view(word));
    for (const auto& [name, value] : kWords) {
        if (name == wanted) return value;
    }
    refuse("'partStat' must be ACCEPTED, DECLINED, TENTATIVE or NEEDS-ACTION.");
}

}  // namespace groupware::calendar::api
