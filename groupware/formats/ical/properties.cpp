#include "groupware/formats/ical/properties.h"

#include "groupware/formats/ical/origins.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/text.h"

#include <charconv>
#include <utility>

namespace groupware::formats::ical {
namespace {

/// The first property of that name, or a new one.
ContentLine& take(Component& component, std::string_view name) {
    if (auto* property = component.find(name)) return *property;
    return *component.find(component.add(ContentLine(std::string(name), "")));
}

/// Sets a value that `read` says is another; `write` makes the raw text.
template <typename Value, typename Read, typename Write>
void set(Component& component, std::string_view name, const std::optional<Value>& value, const Read& read,
         const Write& write) {
    if (read(std::as_const(component), name) == value) return;
    if (value) {
        write(take(component, name), *value);
    } else {
        component.removeAll(name);
    }
}

}  // namespace

std::optional<std::string> text(const Component& component, std::string_view name) {
    const auto* property = component.find(name);
    return property == nullptr ? std::nullopt : std::optional(lines::unescapeText(property->value()));
}

void setText(Component& component, std::string_view name, const std::optional<std::string>& wanted) {
    if (wanted && text(component, name) == wanted) return;  // an empty property is left to who wrote it
    const auto value = wanted && wanted->empty() ? std::nullopt : wanted;
    set(component, name, value, text,
        [](ContentLine& property, const std::string& each) { property.setValue(lines::escapeText(each)); });
}

std::vector<std::string> list(const Component& component, std::string_view name) {
    std::vector<std::string> values;
    for (const auto& property : component.properties()) {
        if (!property.is(name)) continue;
        for (auto& value : lines::listOf(property.value())) values.push_back(std::move(value));
    }
    return values;
}

void setList(Component& component, std::string_view name, const std::vector<std::string>& values) {
    if (list(component, name) == values) return;
    if (values.empty()) return component.removeAll(name);
    const auto first = take(component, name).id();
    std::vector<PropertyId> others;
    for (const auto& property : std::as_const(component).properties()) {
        if (property.is(name) && property.id() != first) others.push_back(property.id());
    }
    for (const auto id : others) component.remove(id);
    component.find(first)->setValue(lines::joinList(values));
}

std::optional<std::int64_t> number(const Component& component, std::string_view name) {
    const auto* property = component.find(name);
    if (property == nullptr) return std::nullopt;
    const auto digits = lines::trimmed(property->value());
    std::int64_t value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, value);
    return error == std::errc{} && stopped == end ? std::optional(value) : std::nullopt;
}

void setNumber(Component& component, std::string_view name, std::optional<std::int64_t> wanted) {
    set(component, name, wanted, number,
        [](ContentLine& property, std::int64_t each) { property.setValue(std::to_string(each)); });
}

std::optional<TimeValue> time(const Component& component, std::string_view name) {
    const auto* property = component.find(name);
    return property == nullptr ? std::nullopt : timeOf(*property);
}

void setTime(Component& component, std::string_view name, const std::optional<TimeValue>& wanted) {
    set(component, name, wanted, time, putTime);
}

TimeValue utc(std::chrono::sys_seconds instant) {
    return {.form = TimeValue::Form::Utc, .local = std::chrono::local_seconds(instant.time_since_epoch()), .zone = {}};
}

std::optional<Duration> duration(const Component& component, std::string_view name) {
    const auto* property = component.find(name);
    return property == nullptr ? std::nullopt : parseDuration(property->value());
}

void setDuration(Component& component, std::string_view name, const std::optional<Duration>& wanted) {
    set(component, name, wanted, duration,
        [](ContentLine& property, const Duration& each) { property.setValue(write(each)); });
}

std::vector<TimeValue> times(const Component& component, std::string_view name) {
    std::vector<TimeValue> found;
    for (const auto& property : component.properties()) {
        if (!property.is(name)) continue;
        for (auto& each : timesOf(property)) found.push_back(std::move(each));
    }
    return found;
}

void addTime(Component& component, std::string_view name, const TimeValue& wanted) {
    ContentLine property{std::string(name), ""};
    putTime(property, wanted);
    component.add(std::move(property));
}

void putParameter(ContentLine& property, std::string_view name, const std::string& value, std::string_view fallback) {
    const auto current = property.parameter(name);
    if (lines::equal(current.value_or(fallback), value)) return;
    property.setParameter(name, value.empty() ? std::vector<std::string>{} : std::vector{value});
}

std::vector<RelatedTo> relatedTo(const Component& component) {
    std::vector<RelatedTo> found;
    for (const auto& property : component.properties()) {
        if (!property.is("RELATED-TO")) continue;
        found.push_back({.uid = lines::unescapeText(property.value()),
                         .type = lines::upper(property.parameter("RELTYPE").value_or("PARENT")),
                         .origin = property.id()});
    }
    return found;
}

void setRelatedTo(Component& component, const std::vector<RelatedTo>& relations) {
    setItems(component, "RELATED-TO", relations, [](ContentLine& property, const RelatedTo& relation) {
        if (lines::unescapeText(property.value()) != relation.uid) property.setValue(lines::escapeText(relation.uid));
        putParameter(property, "RELTYPE", relation.type, "PARENT");
    });
}

}  // namespace groupware::formats::ical
