#include "groupware/calendar/queries/field_octets.h"

#include <numeric>
#include <string>
#include <vector>

namespace groupware::calendar {
namespace {

/// What something takes in memory besides its texts.
constexpr std::size_t kEach = 64;

template <class Values, class Octets>
std::size_t sum(const Values& values, Octets octets) {
    return std::accumulate(values.begin(), values.end(), std::size_t{0},
                           [&](std::size_t before, const auto& value) { return before + kEach + octets(value); });
}

std::size_t ofTexts(const std::vector<std::string>& texts) {
    return sum(texts, [](const std::string& text) { return text.size(); });
}

std::size_t ofPerson(const ical::Person& person) {
    return person.uri.size() + person.name.size() + person.sentBy.size() + person.comment.size() +
           ofTexts(person.members);
}

std::size_t ofAlarm(const Alarm& alarm) {
    return alarm.summary.size() + alarm.description.size() + alarm.uid.size() + alarm.trigger.size() +
           sum(alarm.attendees, ofPerson);
}

std::size_t ofExtended(const ExtendedProperty& property) {
    return property.name.size() + property.value.size() + sum(property.parameters, [](const auto& parameter) {
               return parameter.first.size() + parameter.second.size();
           });
}

std::size_t ofFields(const EventFields& fields) {
    const auto none = [](const auto& /*value*/) { return std::size_t{0}; };
    return fields.uid.size() + fields.rule.size() + fields.summary.size() + fields.description.size() +
           fields.location.size() + fields.url.size() + ofTexts(fields.categories) + sum(fields.additions, none) +
           sum(fields.exceptions, none) + sum(fields.attendees, ofPerson) + sum(fields.alarms, ofAlarm) +
           sum(fields.attachments,
               [](const auto& file) { return file.uri.size() + file.octets.size() + file.fileName.size(); }) +
           sum(fields.conferences,
               [](const auto& conference) { return conference.uri.size() + conference.label.size(); }) +
           sum(fields.relatedTo, none) + sum(fields.extended, ofExtended);
}

}  // namespace

std::size_t octetsOf(const Event& event) {
    return kEach + (event.fields ? ofFields(*event.fields) : 0) + ofTexts(event.changedInstances) +
           ofTexts(event.deletedInstances);
}

}  // namespace groupware::calendar
