#include "groupware/calendar/index.h"
#include "groupware/formats/csv/csv.h"
#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/recurrence.h"
#include "groupware/formats/ical/zone_match.h"
#include "groupware/formats/tzif/parse.h"
#include "groupware/formats/vcard/convert.h"
#include "groupware/formats/vcard/entries.h"
#include "groupware/formats/vcard/read_cards.h"
#include "tests/bench/measure.h"
#include "tests/groupware/formats/ical/libical.h"

#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace csv = groupware::formats::csv;
namespace ical = groupware::formats::ical;
namespace tzif = groupware::formats::tzif;
namespace vcard = groupware::formats::vcard;

/// A card as phones send it, without its photo.
std::string card() {
    return "BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Apple Inc.//iOS 17.5//EN\r\nN:Appleseed;John;M.;;\r\n"
           "FN:John M. Appleseed\r\nORG:Example Inc.;Design\r\nTITLE:Engineer\r\n"
           "EMAIL;type=INTERNET;type=WORK;type=pref:john@example.com\r\n"
           "item1.EMAIL;type=INTERNET:john@school.example\r\nitem1.X-ABLabel:School\r\n"
           "TEL;type=CELL;type=VOICE;type=pref:+1 (555) 0100\r\nTEL;type=HOME;type=VOICE:+1 (555) 0101\r\n"
           "item2.ADR;type=HOME;type=pref:;;1 Infinite Way\\nApt. 2;Springfield;CA;95000;USA\r\nitem2.X-ABADR:us\r\n"
           "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\nNOTE:First line\\nsecond\\, with a comma\r\n"
           "REV:2026-01-02T03:04:05Z\r\nUID:6F1D-4A\r\nEND:VCARD\r\n";
}

std::string event(const std::string& rule) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"
           "BEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
           "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:19961027T030000\r\n"
           "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
           "END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260102T080000Z\r\nSUMMARY:Weekly\r\n"
           "DTSTART;TZID=Europe/Berlin:20200106T100000\r\nDTEND;TZID=Europe/Berlin:20200106T110000\r\nRRULE:" +
           rule +
           "\r\nDESCRIPTION:Some text that says what it is about\\, in one or two lines.\r\n"
           "ORGANIZER;CN=Boss:mailto:boss@example.com\r\nATTENDEE;CN=Jane;PARTSTAT=ACCEPTED:mailto:jane@example.com\r\n"
           "SEQUENCE:2\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

void require(bool holds) {
    if (!holds) throw std::logic_error("a benchmark does not do what it should");
}

void title(const std::string& text) {
    std::cout << text << "\n  " << std::left << std::setw(44) << "" << std::right << std::setw(10) << "median us"
              << std::setw(10) << "p99 us" << std::setw(8) << "ratio"
              << "\n";
}

std::int64_t noQuestions() {
    return 0;
}

void benchCards(int calls) {
    title("vCard 3.0 of 18 lines");
    const auto text = card();
    bench::compare({{"parse", [&] { (void)vcard::Card::parse(text, {}); }},
                    {"parse, read numbers and addresses",
                     [&] {
                         const auto parsed = vcard::Card::parse(text, {});
                         require(vcard::telephones(parsed).size() == 2 && vcard::addresses(parsed).size() == 1);
                     }},
                    {"parse, change a number, write",
                     [&] {
                         auto parsed = vcard::Card::parse(text, {});
                         auto numbers = vcard::telephones(parsed);
                         numbers.front().value = "+49 30 1";
                         vcard::setTelephones(parsed, numbers);
                         require(parsed.text().size() < text.size());
                     }},
                    {"parse, convert to 4.0, write",
                     [&] {
                         const auto parsed = vcard::Card::parse(text, {});
                         require(!vcard::convert(parsed, vcard::Version::V40).text().empty());
                     }}},
                   calls, noQuestions);
}

void benchObjects(int calls) {
    title("iCalendar object with a VTIMEZONE");
    const auto text = event("FREQ=WEEKLY;BYDAY=MO");
    bench::compare({{"libical: parse",
                     [&] {
                         auto* component = icalparser_parse_string(text.c_str());
                         require(component != nullptr);
                         icalcomponent_free(component);
                     }},
                    {"parse", [&] { (void)ical::parseCalendar(text, {}); }},
                    {"libical: parse and write",
                     [&] {
                         auto* component = icalparser_parse_string(text.c_str());
                         require(icalcomponent_as_ical_string(component) != nullptr);
                         icalcomponent_free(component);
                     }},
                    {"parse and write", [&] { require(ical::parseCalendar(text, {}).text() == text); }}},
                   calls, noQuestions);
}

/// A month more than six years after the start.
void benchExpansion(const std::string& rule, int calls) {
    title("a month of " + rule);
    const auto zone =
        std::make_shared<const tzif::TimeZone>(std::chrono::hours(1), std::vector<tzif::TimeZone::Transition>{},
                                               tzif::PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3", false));
    const auto object = ical::parseCalendar(event(rule), {});
    ical::Zones zones([&](std::string_view) { return zone; }, zone);
    const auto recurrence = ical::recurrenceOf(object.components().back(), zones);
    const std::chrono::sys_seconds from = std::chrono::sys_days(std::chrono::year(2026) / 6 / 1);
    const ical::Window window{.from = from, .to = from + std::chrono::days(30)};
    const auto expected = ical::expand(*recurrence, window, zones, {}).occurrences.size();
    const auto countLibical = [&](bool skip) {
        ical::LibicalRule iterator(rule, "20200106T100000");
        if (skip) iterator.skipTo("20260601T000000");
        std::size_t found = 0;
        while (const auto time = iterator.next()) {
            if (*time >= "20260701") break;
            if (*time >= "20260601") ++found;
        }
        require(found == expected);
    };
    const bool skips = rule.find("COUNT") == std::string::npos;
    bench::compare({{skips ? "libical: local times, set_start" : "libical: local times, no set_start with COUNT",
                     [&] { countLibical(skips); }},
                    {"libical: local times, from the start", [&] { countLibical(false); }},
                    {"expand (with instants)",
                     [&] { require(ical::expand(*recurrence, window, zones, {}).occurrences.size() == expected); }}},
                   calls, noQuestions);
}

/// The system's zones, read once.
std::shared_ptr<const tzif::TimeZone> systemZone(std::string_view name) {
    static std::map<std::string, std::shared_ptr<const tzif::TimeZone>, std::less<>> known;
    const auto found = known.find(name);
    if (found != known.end()) return found->second;
    std::ifstream file("/usr/share/zoneinfo/" + std::string(name), std::ios::binary);
    const std::string octets{std::istreambuf_iterator<char>(file), {}};
    auto zone = tzif::isTzif(octets) ? std::make_shared<const tzif::TimeZone>(tzif::parse(octets)) : nullptr;
    return known.emplace(name, std::move(zone)).first->second;
}

std::vector<std::string> systemNames() {
    std::vector<std::string> names;
    const std::filesystem::path root("/usr/share/zoneinfo");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        auto name = entry.path().lexically_relative(root).string();
        const bool copy = name.starts_with("posix/") || name.starts_with("right/");
        if (!copy && entry.is_regular_file() && systemZone(name)) names.push_back(std::move(name));
    }
    return ical::byPreference(std::move(names));
}

/// What storing an event costs besides SQL.
void benchIndex(int calls) {
    title("calendar object into the index (one event per call)");
    const auto names = systemNames();
    std::map<std::string, ical::MatchedZone> matches;
    const ical::FindZone find(systemZone, [&](const auto& definition, std::chrono::year used) {
        const auto text = definition.text();
        const auto known = matches.find(text);
        if (known != matches.end()) return known->second;
        return matches.emplace(text, ical::matchZone(definition, used, systemZone, names)).first->second;
    });
    const groupware::calendar::TimeContext times{.find = find, .zone = "Europe/Berlin"};
    const std::set<std::string> addresses{"mailto:jane@example.com"};
    const auto index = [&](const std::string& text) {
        const auto calendar = ical::parseCalendar(text, {});
        require(groupware::calendar::indexObject(calendar, addresses, times, {}).events.size() == 1);
    };
    const auto known = event("FREQ=WEEKLY;BYDAY=MO");
    auto unknown = known;
    const std::string name = "Europe/Berlin";
    for (auto at = unknown.find(name); at != std::string::npos; at = unknown.find(name, at))
        unknown.replace(at, name.size(), "Customized Time Zone");
    const auto counted = event("FREQ=WEEKLY;BYDAY=MO;COUNT=100");
    const auto definition = ical::parseCalendar(unknown, {}).components().front();
    bench::compare({{"parse and index", [&] { index(known); }},
                    {"the same, zone known by its rules only", [&] { index(unknown); }},
                    {"the same, COUNT=100", [&] { index(counted); }}},
                   calls, noQuestions);
    bench::compare({{"match an unknown VTIMEZONE for the first time",
                     [&] {
                         const auto found = ical::matchZone(definition, std::chrono::year(2026), systemZone, names);
                         require(found.name == "Europe/Berlin");
                     }}},
                   calls / 10, noQuestions);
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i) index(known);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << "  " << static_cast<int>(calls / took.count()) << " events parsed and indexed a second\n";
}

void benchTable(int calls) {
    title("CSV of 1,000 records with 20 values");
    std::string text;
    for (int record = 0; record < 1000; ++record) {
        csv::appendRecord(text, std::vector<std::string>(20, record % 2 == 0 ? "some value" : "with, a comma"), {});
    }
    bench::compare({{"parseFile", [&] { require(csv::parseFile(text, {}).size() == 1000); }}}, calls / 20, noQuestions);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const int calls = argc > 1 ? std::stoi(argv[1]) : 2000;
        benchCards(calls);
        benchObjects(calls);
        for (const auto* rule : {"FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=2TU,-1FR", "FREQ=DAILY;COUNT=4000"}) {
            benchExpansion(rule, calls / 4);
        }
        benchIndex(calls);
        benchTable(calls);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "bench_formats: " << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
