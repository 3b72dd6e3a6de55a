#include "groupware/formats/ical/calendar_writer.h"

#include "groupware/base/crypto.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/zone_name.h"

#include <string_view>

namespace groupware::formats::ical {
namespace {

/// Adds to the TZIDs that properties name.
void rename(Component& component, const std::map<std::string, std::string>& suffixes) {
    for (auto& property : component.properties()) {
        const std::string tzid(property.parameter("TZID").value_or(""));
        if (const auto found = suffixes.find(tzid); found != suffixes.end())
            property.setParameter("TZID", {tzid + found->second});
    }
    for (auto& inner : component.components()) rename(inner, suffixes);
}

}  // namespace

CalendarWriter::CalendarWriter(FindZone find, const std::string& productId, std::string kind)
    : find_(std::move(find)), kind_(std::move(kind)), written_(makeCalendar(productId).text()) {
    const auto end = written_.rfind("END:VCALENDAR");
    end_ = written_.substr(end);
    written_.resize(end);
}

std::string CalendarWriter::finish() {
    written_ += end_;
    return take();
}

void CalendarWriter::add(Component object) {
    addZones(object);
    for (const auto& component : object.components()) {
        if (component.is(kind_)) component.write(written_);
    }
}

void CalendarWriter::addZones(Component& object) {
    std::map<std::string, std::string> suffixes;  // by TZID
    for (const auto& component : object.components()) {
        if (!component.is("VTIMEZONE")) continue;
        const auto tzid = text(component, "TZID").value_or("");
        // The first definition of an object is the one that counts.
        if (!tzid.empty() && !suffixes.contains(tzid)) suffixes.emplace(tzid, place(component, tzid));
    }
    std::erase_if(suffixes, [](const auto& each) { return each.second.empty(); });
    if (suffixes.empty()) return;
    for (auto& component : object.components()) {
        if (component.is(kind_)) rename(component, suffixes);
    }
}

std::string CalendarWriter::place(Component zone, const std::string& tzid) {
    const bool isKnown = zoneName(tzid, [this](std::string_view name) { return find_(name) != nullptr; }).has_value();
    const auto [known, isNew] = suffixes_.try_emplace(isKnown ? tzid : crypto::sha256(zone.text()));
    if (!isNew) return known->second;
    auto& count = definitions_[tzid];
    do {
        known->second = ++count == 1 ? std::string() : "-" + std::to_string(count);
    } while (!taken_.insert(tzid + known->second).second);
    auto* id = zone.find("TZID");
    id->setValue(id->value() + known->second);
    zone.write(written_);
    return known->second;
}

}  // namespace groupware::formats::ical
