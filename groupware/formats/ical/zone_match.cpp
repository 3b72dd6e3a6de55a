#include "groupware/formats/ical/zone_match.h"

#include "groupware/formats/ical/vtimezone.h"
#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>

namespace groupware::formats::ical {
namespace {

using std::chrono::sys_seconds;
using std::chrono::year;
using std::chrono::years;
using Transition = tzif::TimeZone::Transition;

sys_seconds newYear(year each) {
    return std::chrono::sys_days(each / 1 / 1);
}

year yearOf(sys_seconds instant) {
    return std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(instant)).year();
}

/// What the rule after the last transition changes, in any order.
void addRuled(const tzif::TimeZone& zone, sys_seconds from, sys_seconds to, std::vector<Transition>& changes) {
    if (!zone.after() || !zone.after()->saving()) return;
    const auto& saving = *zone.after()->saving();
    const auto standard = zone.after()->standard();
    const auto listed = zone.transitions().empty() ? sys_seconds::min() : zone.transitions().back().at;
    const auto begin = std::max(from, listed);
    for (auto each = yearOf(begin) - years(1); newYear(each) <= to + years(1); ++each) {
        for (const auto& change : {Transition{.at = saving.start.in(each)-standard, .offset = saving.offset},
                                   Transition{.at = saving.end.in(each)-saving.offset, .offset = standard}}) {
            if (change.at > begin && change.at < to) changes.push_back(change);
        }
    }
}

/// The changes of offset in between, in their order.
std::vector<Transition> changesOf(const tzif::TimeZone& zone, sys_seconds from, sys_seconds to) {
    std::vector<Transition> changes;
    const auto& listed = zone.transitions();
    const auto isEarlier = [](sys_seconds instant, const Transition& each) { return instant < each.at; };
    for (auto each = std::upper_bound(listed.begin(), listed.end(), from, isEarlier);
         each != listed.end() && each->at < to; ++each) {
        changes.push_back(*each);
    }
    addRuled(zone, from, to, changes);
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    // What changes a zone's name or its kind of time alone does not show on clocks.
    auto offset = zone.offsetAt(std::chrono::time_point_cast<Instant::duration>(from));
    std::erase_if(changes,
                  [&](const Transition& change) { return std::exchange(offset, change.offset) == change.offset; });
    return changes;
}

/// False for most zones, at once: they differ in three of four quarters, and so by more than any may.
bool mayBeNear(const tzif::TimeZone& a, const tzif::TimeZone& b, year used) {
    int differing = 0;
    for (const unsigned month : {1U, 4U, 7U, 10U}) {
        const Instant at = std::chrono::sys_days(used / std::chrono::month(month) / 1);
        differing += a.offsetAt(at) == b.offsetAt(at) ? 0 : 1;
    }
    return differing < 3;
}

/// How long a candidate agrees, beyond the year in which it must.
int agreement(const tzif::TimeZone& defined, const tzif::TimeZone& candidate, year used) {
    if (sameClocks(defined, candidate, newYear(used - years(5)), newYear(used + years(10)))) return 2;
    return sameClocks(defined, candidate, newYear(used), newYear(used + years(3))) ? 1 : 0;
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// "Omsk" is in "(UTC+06:00) Omsk", not in "Tomsk".
bool hasWord(std::string_view text, std::string_view word) {
    const auto same = [](char a, char b) { return lines::lower(a) == lines::lower(b); };
    for (auto from = text.begin();; ++from) {
        from = std::search(from, text.end(), word.begin(), word.end(), same);
        if (from == text.end()) return false;
        const auto end = from + static_cast<std::ptrdiff_t>(word.size());
        if ((from == text.begin() || !isLetter(*(from - 1))) && (end == text.end() || !isLetter(*end))) return true;
    }
}

/// "America/Argentina/Buenos_Aires" is named by a text with "Buenos Aires".
bool isNamed(std::string_view text, std::string_view zone) {
    constexpr std::size_t kShortest = 4;  // "EST" and "GMT" say little
    std::string city(zone.substr(zone.rfind('/') + 1));
    std::replace(city.begin(), city.end(), '_', ' ');
    return city.size() >= kShortest && hasWord(text, city);
}

/// 0 if it is the zone's name, 1 if it holds its city, 2 if neither.
int naming(std::string_view text, std::string_view zone) {
    return text == zone ? 0 : isNamed(text, zone) ? 1 : 2;
}

std::string_view valueOf(const lines::Component& definition, std::string_view property) {
    const auto* found = definition.find(property);
    return found == nullptr ? std::string_view() : lines::trimmed(found->value());
}

/// Better is less.
using Rank = std::tuple<int, std::chrono::seconds, int, std::size_t>;

}  // namespace

bool sameClocks(const tzif::TimeZone& a, const tzif::TimeZone& b, sys_seconds from, sys_seconds to) {
    const auto at = std::chrono::time_point_cast<Instant::duration>(from);
    if (a.offsetAt(at) != b.offsetAt(at)) return false;
    const auto ofA = changesOf(a, from, to);
    const auto ofB = changesOf(b, from, to);
    return std::equal(ofA.begin(), ofA.end(), ofB.begin(), ofB.end(),
                      [](const Transition& one, const Transition& other) {
                          return one.at == other.at && one.offset == other.offset;
                      });
}

std::chrono::seconds timeApart(const tzif::TimeZone& a, const tzif::TimeZone& b, sys_seconds from, sys_seconds to) {
    const auto offsetAt = [](const tzif::TimeZone& zone, sys_seconds at) {
        return zone.offsetAt(std::chrono::time_point_cast<Instant::duration>(at));
    };
    std::vector<sys_seconds> ends{to};
    for (const auto* zone : {&a, &b}) {
        for (const auto& change : changesOf(*zone, from, to)) ends.push_back(change.at);
    }
    std::sort(ends.begin(), ends.end());
    std::chrono::seconds apart{0};
    for (const auto end : ends) {
        if (offsetAt(a, from) != offsetAt(b, from)) apart += end - from;
        from = end;
    }
    return apart;
}

MatchedZone matchZone(const lines::Component& definition, year used, const FindZone& find,
                      std::span<const std::string> names) {
    auto defined = std::make_shared<const tzif::TimeZone>(timeZoneOf(definition));
    const auto location = valueOf(definition, "X-LIC-LOCATION");
    const auto tzid = valueOf(definition, "TZID");
    std::optional<Rank> best;
    MatchedZone result{.name = {}, .zone = defined};
    for (std::size_t index = 0; index < names.size(); ++index) {
        const auto candidate = find(names[index]);
        if (!candidate || !mayBeNear(*defined, *candidate, used)) continue;
        const int named = std::min(naming(location, names[index]), naming(tzid, names[index]));
        const auto apart = timeApart(*defined, *candidate, newYear(used), newYear(used + years(1)));
        if (apart > (named < 2 ? kMostApartOfNamed : kMostApart)) continue;
        const Rank rank{named, apart, -agreement(*defined, *candidate, used), index};
        if (best && *best <= rank) continue;
        best = rank;
        result = {.name = names[index], .zone = candidate};
    }
    return result;
}

}  // namespace groupware::formats::ical
