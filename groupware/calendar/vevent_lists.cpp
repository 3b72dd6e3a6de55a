#include "groupware/calendar/vevent.h"
#include "groupware/calendar/vevent_words.h"
#include "groupware/formats/ical/origins.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

namespace lines = formats::lines;
using ical::Component;
using ical::ContentLine;
using ical::PropertyId;
using ical::TimeValue;

ExtendedProperty extendedOf(const ContentLine& property) {
    ExtendedProperty extended{.name = property.name(), .value = property.value()};
    for (const auto& parameter : property.parameters()) {
        for (const auto& value : parameter.values) extended.parameters.emplace_back(parameter.name, value);
    }
    return extended;
}

std::vector<lines::Parameter> parametersOf(const ExtendedProperty& extended) {
    std::vector<lines::Parameter> parameters;
    for (const auto& [name, value] : extended.parameters) {
        if (parameters.empty() || parameters.back().name != name || name.empty()) parameters.push_back({name, {}});
        parameters.back().values.push_back(value);
    }
    return parameters;
}

/// Takes one of them out.
template <typename Item, typename Wanted>
bool take(std::vector<Item>& items, const Wanted& wanted) {
    const auto found = std::find_if(items.begin(), items.end(), wanted);
    if (found == items.end()) return false;
    items.erase(found);
    return true;
}

/// A time, or the start of a period. RFC 5545 section 3.8.5.2.
std::optional<TimeValue> startIn(std::string_view part, std::string_view zone) {
    return ical::parseTime(part.substr(0, part.find('/')), zone);
}

/// The line without times that nobody wants; nothing if none is left.
std::optional<std::string> keep(const ContentLine& property, std::vector<TimeValue>& wanted) {
    const auto zone = property.parameter("TZID").value_or("");
    std::string kept;
    for (const auto part : lines::split(property.value(), ',')) {
        const auto time = startIn(part, zone);
        if (time && !take(wanted, [&](const TimeValue& each) { return each == *time; })) continue;
        if (!kept.empty()) kept += ',';
        kept += part;
    }
    return kept.empty() ? std::nullopt : std::optional(kept);
}

std::vector<std::string> featuresOf(const ContentLine& property) {
    std::vector<std::string> features;
    for (const auto value : property.parameterValues("FEATURE")) features.push_back(lines::upper(value));
    return features;
}

}  // namespace

std::vector<ExtendedProperty> extendedOf(const Component& event) {
    std::vector<ExtendedProperty> found;
    for (const auto& property : event.properties()) {
        if (!hasMember(property.name())) found.push_back(extendedOf(property));
    }
    return found;
}

void putExtended(Component& event, const std::vector<ExtendedProperty>& wanted) {
    auto missing = wanted;
    std::vector<PropertyId> gone;
    for (const auto& property : std::as_const(event).properties()) {
        if (hasMember(property.name())) continue;
        const auto here = extendedOf(property);
        if (!take(missing, [&](const ExtendedProperty& each) { return each == here; })) gone.push_back(property.id());
    }
    for (const auto id : gone) {
        auto& property = *event.find(id);
        const auto next = std::find_if(missing.begin(), missing.end(), [&](const ExtendedProperty& each) {
            return lines::equal(each.name, property.name());
        });
        if (next == missing.end()) {
            event.remove(id);
            continue;
        }
        property.setValue(next->value);
        property.setParameters(parametersOf(*next));
        missing.erase(next);
    }
    for (const auto& each : missing) event.add({each.name, each.value, parametersOf(each)});
}

std::vector<Conference> conferencesOf(const Component& event) {
    std::vector<Conference> found;
    for (const auto& property : event.properties()) {
        if (!property.is("CONFERENCE")) continue;
        found.push_back({.uri = property.value(),
                         .label = std::string(property.parameter("LABEL").value_or("")),
                         .features = featuresOf(property),
                         .origin = property.id()});
    }
    return found;
}

void putConferences(Component& event, const std::vector<Conference>& wanted) {
    ical::setItems(event, "CONFERENCE", wanted, [](ContentLine& property, const Conference& each) {
        if (property.value() != each.uri) {
            property.setValue(each.uri);
            property.setParameter("VALUE", {"URI"});  // RFC 7986 section 5.11: always
        }
        if (property.parameter("LABEL").value_or("") != each.label)
            property.setParameter("LABEL", each.label.empty() ? std::vector<std::string>{} : std::vector{each.label});
        if (featuresOf(property) != each.features) property.setParameter("FEATURE", each.features);
    });
}

std::vector<TimeValue> additionsOf(const Component& event) {
    std::vector<TimeValue> found;
    for (const auto& property : event.properties()) {
        if (!property.is("RDATE")) continue;
        for (const auto part : lines::split(property.value(), ',')) {
            if (auto start = startIn(part, property.parameter("TZID").value_or(""))) found.push_back(*std::move(start));
        }
    }
    return found;
}

void putTimes(Component& event, std::string_view name, const std::vector<TimeValue>& wanted) {
    auto missing = wanted;
    std::vector<std::pair<PropertyId, std::optional<std::string>>> kept;
    for (const auto& property : std::as_const(event).properties()) {
        if (property.is(name)) kept.emplace_back(property.id(), keep(property, missing));
    }
    for (const auto& [id, value] : kept) {
        if (value) {
            event.find(id)->setValue(*value);
        } else {
            event.remove(id);
        }
    }
    for (const auto& time : missing) ical::addTime(event, name, time);
}

}  // namespace groupware::calendar
