#include "groupware/calendar/scheduling/message.h"

#include "groupware/base/error.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using ical::ContentLine;

struct MethodName {
    Method method;
    std::string_view name;
};
constexpr std::array<MethodName, 8> kMethods{{{Method::Publish, "PUBLISH"},
                                              {Method::Request, "REQUEST"},
                                              {Method::Reply, "REPLY"},
                                              {Method::Add, "ADD"},
                                              {Method::Cancel, "CANCEL"},
                                              {Method::Refresh, "REFRESH"},
                                              {Method::Counter, "COUNTER"},
                                              {Method::DeclineCounter, "DECLINECOUNTER"}}};

/// How often a property stands in a VEVENT of each method, in the order of kMethods: 1 once, ? at most once, + at least
/// once, * as often as it likes, 0 not at all. RFC 5546 sections 3.2.1 to 3.2.8; what is not here is free.
struct Presence {
    std::string_view property;
    std::string_view methods;
};
constexpr std::array<Presence, 22> kTable{
    {{"UID", "11111111"},           {"DTSTAMP", "11111111"},        {"ORGANIZER", "11111111"},
     {"DTSTART", "11?1?01?"},       {"ATTENDEE", "0++**1**"},       {"SEQUENCE", "???1101?"},
     {"RECURRENCE-ID", "???0????"}, {"REQUEST-STATUS", "00*000**"}, {"SUMMARY", "?????0??"},
     {"DESCRIPTION", "?????0??"},   {"LOCATION", "?????0??"},       {"DTEND", "?????0??"},
     {"DURATION", "?????0??"},      {"CLASS", "?????0??"},          {"PRIORITY", "?????0??"},
     {"STATUS", "?????0??"},        {"TRANSP", "?????0??"},         {"URL", "?????0??"},
     {"RRULE", "?????0??"},         {"RDATE", "*****0**"},          {"EXDATE", "*****0**"},
     {"CREATED", "?????0??"}}};

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, "iTIP: " + text, text);
}

std::size_t countOf(const Component& event, std::string_view name) {
    const auto& properties = event.properties();
    return static_cast<std::size_t>(std::count_if(properties.begin(), properties.end(),
                                                  [&](const ContentLine& property) { return property.is(name); }));
}

void requirePresence(const Component& event, const Presence& row, Method method) {
    const auto count = countOf(event, row.property);
    const auto named = std::string(nameOf(method)) + ": " + std::string(row.property);
    switch (row.methods[static_cast<std::size_t>(method)]) {
        case '1':
            if (count != 1) refuse(named + (count == 0 ? " is missing." : " is there more than once."));
            break;
        case '?':
            if (count > 1) refuse(named + " is there more than once.");
            break;
        case '+':
            if (count == 0) refuse(named + " is missing.");
            break;
        case '0':
            if (count > 0) refuse(named + " has no place there.");
            break;
        default: break;
    }
}

void requireReadable(const Component& event, Method method) {
    for (const auto* const name : {"DTSTAMP", "DTSTART", "DTEND", "RECURRENCE-ID"}) {
        if (event.find(name) != nullptr && !ical::time(event, name)) refuse(std::string(name) + " is no time.");
    }
    for (const auto* const name : {"UID", "ORGANIZER"}) {
        if (formats::lines::trimmed(event.find(name)->value()).empty()) refuse(std::string(name) + " is empty.");
    }
    if (event.find("DTEND") != nullptr && event.find("DURATION") != nullptr)
        refuse("DTEND and DURATION exclude each other.");
    if (event.find("SEQUENCE") != nullptr && ical::number(event, "SEQUENCE").value_or(-1) < 0)
        refuse("SEQUENCE is no number.");
    if (method == Method::Add && sequenceOfEvent(event) == 0) refuse("ADD: SEQUENCE has to be greater than 0.");
    const auto* instance = event.find("RECURRENCE-ID");
    if (instance != nullptr && instance->parameter("RANGE")) refuse("RECURRENCE-ID with RANGE is not supported.");
}

/// A reply has its author's ATTENDEE alone (RFC 5546 section 3.2.3), perhaps with that of his delegate.
std::string authorOf(const Component& event) {
    std::string author;
    for (const auto& property : event.properties()) {
        if (!property.is("ATTENDEE")) continue;
        const bool delegate = property.parameter("DELEGATED-FROM") && countOf(event, "ATTENDEE") > 1;
        if (delegate) continue;
        if (!author.empty()) refuse("REPLY: ATTENDEE is there more than once.");
        author = property.value();
    }
    if (author.empty()) refuse("REPLY: ATTENDEE is missing.");
    return author;
}

/// The attendee who does not organize the event, if there is one such: programs send a COUNTER with all attendees, or
/// with its author alone.
std::string onlyGuestOf(const Component& event) {
    const auto organizer = addressKey(event.find("ORGANIZER")->value());
    std::string guest;
    for (const auto& property : event.properties()) {
        if (!property.is("ATTENDEE") || addressKey(property.value()) == organizer) continue;
        if (!guest.empty()) return {};
        guest = property.value();
    }
    return guest;
}

std::string senderOf(const Component& event, Method method) {
    switch (method) {
        case Method::Publish:
        case Method::Request:
        case Method::Add:
        case Method::Cancel:
        case Method::DeclineCounter: return event.find("ORGANIZER")->value();
        case Method::Reply: return authorOf(event);
        case Method::Refresh:
        case Method::Counter: break;
    }
    return onlyGuestOf(event);
}

std::string sentByOf(const Component& event, const std::string& sender) {
    for (const auto& property : event.properties()) {
        if ((property.is("ORGANIZER") || property.is("ATTENDEE")) && property.value() == sender)
            return std::string(property.parameter("SENT-BY").value_or(""));
    }
    return {};
}

/// All VEVENTs of a message belong together.
class Reader {
public:
    Reader(const Component& calendar, Method method, const ical::TimeContext& times)
        : message_{.method = method, .calendar = calendar}, zones_(times.find, times.userZone(), &calendar) {}

    void add(const Component& event) {
        for (const auto& row : kTable) requirePresence(event, row, message_.method);
        requireReadable(event, message_.method);
        const auto uid = ical::text(event, "UID").value_or("");
        const auto sender = senderOf(event, message_.method);
        const auto organizer = addressKey(event.find("ORGANIZER")->value());
        if (ids_.empty()) {
            message_.uid = uid;
            message_.sender = sender;
            message_.sentBy = sentByOf(event, sender);
            organizer_ = organizer;
        }
        if (uid != message_.uid) refuse("A message is about one UID.");
        if (organizer != organizer_) refuse("A message has one ORGANIZER.");
        if (addressKey(sender) != addressKey(message_.sender)) refuse("A message has one author.");
        const auto id = instanceId(event, zones_);
        if (!ids_.insert(id).second) refuse("A message names an instance twice.");
        message_.sequence = std::max(message_.sequence, sequenceOfEvent(event));
        message_.stamp = std::max(message_.stamp, zones_.instantOf(*ical::time(event, "DTSTAMP")));
    }

    Message finish() {
        if (ids_.empty()) refuse("A message has at least one VEVENT.");
        if (message_.method == Method::Add && ids_.size() > 1) refuse("ADD has one VEVENT.");
        if (!ids_.contains("")) message_.instances.assign(ids_.begin(), ids_.end());
        return std::move(message_);
    }

private:
    Message message_;
    ical::Zones zones_;
    std::string organizer_;
    std::set<InstanceId> ids_;
};

}  // namespace

std::string_view nameOf(Method method) {
    return kMethods[static_cast<std::size_t>(method)].name;
}

std::optional<Method> methodOf(std::string_view name) {
    const auto* const found = std::find_if(kMethods.begin(), kMethods.end(), [&](const MethodName& each) {
        return formats::lines::equal(each.name, name);
    });
    return found == kMethods.end() ? std::nullopt : std::optional(found->method);
}

Message readMessage(const Component& calendar, const ical::TimeContext& times) {
    if (countOf(calendar, "METHOD") != 1) refuse("A message has one METHOD.");
    const auto method = methodOf(formats::lines::trimmed(calendar.find("METHOD")->value()));
    if (!method) refuse("The METHOD is none of RFC 5546.");
    Reader reader(calendar, *method, times);
    for (const auto& component : calendar.components()) {
        if (component.is("VTODO") || component.is("VJOURNAL") || component.is("VFREEBUSY"))
            refuse("Only messages about events are understood.");
        if (component.is("VEVENT")) reader.add(component);
    }
    return reader.finish();
}

std::string textOf(const Message& message) {
    return message.calendar.text();
}

}  // namespace groupware::calendar::scheduling
