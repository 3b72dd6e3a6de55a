#include "groupware/calendar/event_file.h"

#include "groupware/base/error.h"
#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/unfold.h"

#include <optional>
#include <utility>

namespace groupware::calendar {
namespace {

namespace ical = formats::ical;
namespace lines = formats::lines;

constexpr std::string_view kCalendar = "VCALENDAR";
constexpr std::string_view kEvent = "VEVENT";
constexpr std::string_view kZone = "VTIMEZONE";

[[noreturn]] void refuse(std::size_t line, const std::string& what) {
    const auto text = "Line " + std::to_string(line) + ": " + what;
    throw Error(ErrorCode::BadRequest, "calendar file: " + text, text);
}

[[noreturn]] void throwTooLarge(const std::string& text) {
    throw Error(ErrorCode::TooLarge, "calendar file: " + text, text);
}

/// Name and value of a content line; what has no colon is all name.
struct Property {
    std::string_view name;
    std::string_view value;
};

/// RFC 5545 section 3.1: the value begins after the first colon that is not in quotes.
Property split(std::string_view line) {
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"') quoted = !quoted;
        if (line[at] != ':' || quoted) continue;
        const auto head = line.substr(0, at);
        return {.name = lines::trimmed(head.substr(0, head.find(';'))), .value = line.substr(at + 1)};
    }
    return {.name = line, .value = {}};
}

/// What is said of the file is not said of one event.
bool saysOfTheFile(std::string_view name) {
    return lines::equal(name, "METHOD") || lines::equal(name, "X-WR-CALNAME") || lines::equal(name, "X-WR-CALDESC") ||
           lines::equal(name, "X-WR-RELCALID") || lines::equal(name, "X-PUBLISHED-TTL") || lines::equal(name, "NAME");
}

}  // namespace

/// The one look through the file.
class EventFile::Scan {
public:
    Scan(EventFile& file, std::string_view text, const FileLimits& limits)
        : file_(file), limits_(limits), unfolder_(text, 1) {}

    void run() {
        while (auto line = unfolder_.next()) {
            number_ = line->number;
            const auto property = split(line->text);
            if (lines::equal(property.name, "BEGIN")) {
                begin(lines::upper(lines::trimmed(property.value)), line->source);
            } else if (lines::equal(property.name, "END")) {
                end(lines::upper(lines::trimmed(property.value)), line->source);
            } else {
                take(property, line->source);
            }
        }
        if (!open_.empty()) refuse(number_, "The file ends inside of a component.");
        if (file_.calendars_.empty()) refuse(1, "The file is no calendar.");
    }

private:
    static constexpr std::size_t kInCalendar = 1;
    static constexpr std::size_t kInComponent = 2;

    void begin(std::string name, std::string_view source) {
        if (open_.empty()) {
            if (name != kCalendar) refuse(number_, "There is something outside of a VCALENDAR.");
            file_.calendars_.emplace_back();
            byUid_.clear();
        } else if (open_.size() == kInCalendar) {
            item_ = {.kind = name, .line = number_, .calendar = file_.calendars_.size() - 1};
            zone_.clear();
            first_ = source.data();
        }
        if (open_.size() >= lines::Limits{}.depth) throwTooLarge("Components are nested too deeply.");
        open_.push_back(std::move(name));
    }

    void end(const std::string& name, std::string_view source) {
        if (open_.empty() || open_.back() != name) refuse(number_, "This ends what did not begin.");
        open_.pop_back();
        if (open_.size() != kInCalendar) return;
        const std::string_view component(first_, static_cast<std::size_t>(source.data() + source.size() - first_));
        if (item_.kind == kZone) {
            file_.calendars_.back().zones.emplace(std::move(zone_), component);
        } else {
            add(component);
        }
    }

    void take(const Property& property, std::string_view source) {
        if (open_.empty()) refuse(number_, "There is something outside of a VCALENDAR.");
        if (open_.size() == kInCalendar && !saysOfTheFile(property.name)) file_.calendars_.back().lines += source;
        if (open_.size() != kInComponent) return;
        if (lines::equal(property.name, "UID")) item_.uid = lines::trimmed(property.value);
        if (lines::equal(property.name, "TZID")) zone_ = lines::trimmed(property.value);
    }

    void add(std::string_view component) {
        const bool event = item_.kind == kEvent && !item_.uid.empty();
        const auto known = event ? byUid_.find(item_.uid) : byUid_.end();
        if (known != byUid_.end()) {
            file_.items_[known->second].components.push_back(component);
            return;
        }
        if (file_.items_.size() >= limits_.objects)
            throwTooLarge("The file has more than " + std::to_string(limits_.objects) + " events.");
        if (event) byUid_.emplace(item_.uid, file_.items_.size());
        item_.components.push_back(component);
        file_.items_.push_back(std::move(item_));
    }

    EventFile& file_;
    const FileLimits& limits_;
    lines::Unfolder unfolder_;
    std::size_t number_ = 0;
    std::vector<std::string> open_;  ///< components that have begun
    Item item_{};
    std::string zone_;
    const char* first_ = nullptr;  ///< of the component in a calendar
    std::map<std::string, std::size_t, std::less<>> byUid_;
};

EventFile::EventFile(std::string_view file, const FileLimits& limits) {
    if (file.size() > limits.octets)
        throwTooLarge("The file is larger than " + std::to_string(limits.octets) + " octets.");
    Scan(*this, file, limits).run();
}

ical::Component EventFile::object(const Item& item, std::size_t octets) const {
    const Calendar& calendar = calendars_.at(item.calendar);
    const std::string_view lineEnd = item.components.front().find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
    std::string text = "BEGIN:VCALENDAR" + std::string(lineEnd) + calendar.lines;
    for (const auto component : item.components) {
        if (text.size() + component.size() > octets)
            throwTooLarge("The event is larger than " + std::to_string(octets) + " octets.");
        text += component;
    }
    if (!text.ends_with('\n')) text += lineEnd;
    text += "END:VCALENDAR" + std::string(lineEnd);
    const ical::Limits limits{.octets = text.size(), .lines = text.size()};
    auto object = ical::parseCalendar(text, limits);
    for (const auto& name : ical::zonesUsed(object)) {
        const auto zone = calendar.zones.find(name);
        if (zone == calendar.zones.end() || zone->second.size() > octets) continue;
        const ical::Limits bounds{.octets = zone->second.size(), .lines = zone->second.size()};
        for (auto& definition : lines::parseComponents(zone->second, bounds)) object.add(std::move(definition));
    }
    return object;
}

}  // namespace groupware::calendar
