#include "groupware/formats/ical/calendar_cutter.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::ical {
namespace {

/// Of each content line: names, UIDs and TZIDs are shorter.
constexpr std::size_t kKept = 16UL << 10;
constexpr std::size_t kKindOctets = 64;
constexpr std::size_t kKeyOctets = 64;
constexpr std::size_t kPiecesPerObject = 10;
/// As many as the world has, three times over.
constexpr std::size_t kMostZones = 2'000;

constexpr std::string_view kCalendar = "VCALENDAR";
constexpr std::string_view kZone = "VTIMEZONE";

constexpr std::size_t kInCalendar = 1;  ///< components that are open there
constexpr std::size_t kInComponent = 2;

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

/// What is said of the file is not said of one object.
bool saysOfTheFile(std::string_view name) {
    return lines::equal(name, "METHOD") || lines::equal(name, "X-WR-CALNAME") || lines::equal(name, "X-WR-CALDESC") ||
           lines::equal(name, "X-WR-RELCALID") || lines::equal(name, "X-PUBLISHED-TTL") || lines::equal(name, "NAME");
}

Extent extentOf(const lines::BlockUnfolder::Line& line) {
    return {.at = line.begin, .length = line.end - line.begin};
}

}  // namespace

CalendarCutter::CalendarCutter(const Wanted& wanted, const FileLimits& limits)
    : wanted_(wanted), limits_(limits), unfolder_(kKept, [this](const Line& line) { take(line); }) {}

std::string CalendarCutter::fileKey(std::string_view id) {
    return id.size() <= kKeyOctets ? std::string(id) : crypto::sha256(id);
}

void CalendarCutter::add(std::string_view block) {
    octets_ += block.size();
    if (octets_ > limits_.octets)
        throwTooLarge("The file is larger than " + std::to_string(limits_.octets) + " octets.");
    unfolder_.add(block);
}

CalendarFile CalendarCutter::finish() {
    unfolder_.finish();
    if (!open_.empty()) refuse(number_, "The file ends inside of a component.");
    if (file_.calendars_.empty()) refuse(1, "The file is no calendar.");
    return std::move(file_);
}

void CalendarCutter::take(const Line& line) {
    number_ = line.number;
    const auto [name, value] = split(line.text);
    if (lines::equal(name, "BEGIN")) {
        begin(lines::upper(lines::trimmed(value)), line);
    } else if (lines::equal(name, "END")) {
        end(lines::upper(lines::trimmed(value)), line);
    } else {
        property(name, value, line);
    }
}

void CalendarCutter::begin(std::string name, const Line& line) {
    if (open_.empty()) {
        if (name != kCalendar) refuse(number_, "There is something outside of a VCALENDAR.");
        requireRoom(file_.calendars_.size(), limits_.objects, "calendars");
        file_.calendars_.emplace_back();
        byUid_.clear();
    } else if (open_.size() == kInCalendar) {
        item_ = {.kind = name.substr(0, kKindOctets), .line = number_, .calendar = file_.calendars_.size() - 1};
        item_.wanted = name == wanted_.kind;
        uid_.clear();
        zone_.clear();
        first_ = line.begin;
    }
    if (open_.size() >= lines::Limits{}.depth) throwTooLarge("Components are nested too deeply.");
    open_.push_back(std::move(name));
}

void CalendarCutter::end(const std::string& name, const Line& line) {
    if (open_.empty() || open_.back() != name) refuse(number_, "This ends what did not begin.");
    open_.pop_back();
    if (open_.size() != kInCalendar) return;
    const Extent component{.at = first_, .length = line.end - first_};
    if (item_.kind == kZone) {
        addZone(component);
    } else if (item_.wanted || wanted_.nameOthers) {
        addItem(component);
    }
}

void CalendarCutter::property(std::string_view name, std::string_view value, const Line& line) {
    if (open_.empty()) refuse(number_, "There is something outside of a VCALENDAR.");
    if (open_.size() == kInCalendar && !saysOfTheFile(name)) append(file_.calendars_.back().lines, extentOf(line));
    if (open_.size() != kInComponent) return;
    if (lines::equal(name, "UID")) uid_ = lines::trimmed(value);
    if (lines::equal(name, "TZID")) zone_ = lines::trimmed(value);
}

void CalendarCutter::addItem(const Extent& component) {
    const bool shared = item_.wanted && !uid_.empty();
    if (shared) {
        const auto [known, isNew] = byUid_.try_emplace(fileKey(uid_), file_.items_.size());
        if (!isNew) return append(file_.items_[known->second].components, component);
    }
    requireRoom(file_.items_.size(), limits_.objects, wanted_.kind == "VTODO" ? "tasks" : "events");
    item_.named = !uid_.empty();
    append(item_.components, component);
    file_.items_.push_back(std::move(item_));
}

void CalendarCutter::addZone(const Extent& component) {
    if (!file_.calendars_.back().zones.emplace(fileKey(zone_), component).second) return;
    requireRoom(zones_++, kMostZones, "time zones");
}

void CalendarCutter::append(Extents& extents, const Extent& piece) {
    extents.octets += piece.length;
    auto& pieces = extents.pieces;
    if (!pieces.empty() && pieces.back().at + pieces.back().length == piece.at) {
        pieces.back().length += piece.length;
        return;
    }
    requireRoom(pieces_++, kPiecesPerObject * limits_.objects, "parts");
    pieces.push_back(piece);
}

void CalendarCutter::requireRoom(std::size_t count, std::size_t most, std::string_view what) const {
    if (count < most) return;
    throwTooLarge("The file has more than " + std::to_string(most) + " " + std::string(what) + ".");
}

}  // namespace groupware::formats::ical
