#include "groupware/tasks/calendar_file.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/vtimezone.h"

#include <map>
#include <set>
#include <utility>

namespace groupware::tasks {
namespace {

using ical::Component;

/// What the calendar says about itself, without its components.
Component shellOf(const Component& calendar) {
    Component shell(std::string(calendar.name()));
    for (const auto& property : calendar.properties()) {
        // What is said of the file is not said of one task.
        if (property.is("METHOD") || property.is("X-WR-CALNAME")) continue;
        shell.add(property);
    }
    return shell;
}

void addZones(const Component& calendar, Component& object) {
    for (const auto& name : ical::zonesUsed(object)) {
        if (const auto* zone = ical::findTimeZone(calendar, name)) object.add(*zone);
    }
}

void splitCalendar(const Component& calendar, const FileLimits& limits, std::vector<Component>& objects) {
    std::map<std::string, std::size_t> byUid;
    const std::size_t first = objects.size();
    for (const auto& component : calendar.components()) {
        if (!component.is("VTODO")) continue;
        const auto uid = ical::text(component, "UID").value_or("");
        const auto known = uid.empty() ? byUid.end() : byUid.find(uid);
        if (known != byUid.end()) {
            objects[known->second].add(component);
            continue;
        }
        if (objects.size() >= limits.objects) {
            const std::string most = std::to_string(limits.objects);
            throw Error(ErrorCode::TooLarge, "file of more than " + most + " tasks",
                        "The file has more than " + most + " tasks.");
        }
        if (!uid.empty()) byUid.emplace(uid, objects.size());
        objects.push_back(shellOf(calendar));
        objects.back().add(component);
    }
    for (std::size_t index = first; index < objects.size(); ++index) addZones(calendar, objects[index]);
}

}  // namespace

std::vector<Component> readTodoFile(std::string_view file, const FileLimits& limits) {
    // Lines are counted by octets: a line has two at least.
    const auto calendars = ical::parseCalendars(file, {.octets = limits.octets, .lines = limits.octets});
    std::vector<Component> objects;
    for (const auto& calendar : calendars) splitCalendar(calendar, limits, objects);
    return objects;
}

void giveUid(Component& todo, const std::string& uid) {
    ical::setText(todo, "UID", uid);
}

void giveUids(Component& object, const std::string& uid) {
    for (auto& component : object.components()) {
        if (component.is("VTODO")) giveUid(component, uid);
    }
}

std::string writeTodoFile(std::span<const std::string> objects) {
    auto file = ical::makeCalendar("-//Yoke//Tasks//EN");
    std::set<std::string> zones;
    for (const auto& text : objects) {
        const auto parsed = ical::parseCalendars(text, {.octets = text.size() + 1, .lines = text.size() + 1});
        for (const auto& calendar : parsed) {
            for (const auto& component : calendar.components()) {
                const bool zone = component.is("VTIMEZONE");
                if (zone && !zones.insert(ical::text(component, "TZID").value_or("")).second) continue;
                if (zone || component.is("VTODO")) file.add(component);
            }
        }
    }
    return file.text();
}

}  // namespace groupware::tasks
