#include "groupware/calendar/free_busy.h"

#include "groupware/formats/ical/calendar.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <utility>

namespace groupware::calendar {
namespace {

constexpr std::size_t kKinds = 4;  ///< of Busy
/// RFC 5545 has many periods in a property; lines stay readable.
constexpr std::size_t kPeriodsPerLine = 16;

std::size_t indexOf(Busy busy) {
    return static_cast<std::size_t>(busy);
}

/// From the one that binds most.
constexpr std::array<Busy, 3> kByStrength{Busy::Unavailable, Busy::Busy, Busy::Tentative};

struct Edge {
    Instant at;
    Busy busy;
    int change;  ///< +1 begins, -1 ends
};

Busy strongest(const std::array<int, kKinds>& open) {
    for (const auto busy : kByStrength) {
        if (open[indexOf(busy)] > 0) return busy;
    }
    return Busy::Free;
}

std::string utcText(Instant instant) {
    return formats::ical::write(formats::ical::utc(std::chrono::floor<std::chrono::seconds>(instant)));
}

void addPeriods(formats::ical::Component& component, Busy busy, std::span<const BusyPeriod> periods) {
    std::string value;
    std::size_t count = 0;
    const auto flush = [&] {
        if (count == 0) return;
        component.add(formats::ical::ContentLine("FREEBUSY", std::exchange(value, {}),
                                                 {{.name = "FBTYPE", .values = {std::string(nameOf(busy))}}}));
        count = 0;
    };
    for (const auto& period : periods) {
        if (period.busy != busy) continue;
        if (count != 0) value += ',';
        value += utcText(period.from) + "/" + utcText(period.to);
        if (++count == kPeriodsPerLine) flush();
    }
    flush();
}

}  // namespace

std::string_view nameOf(Busy busy) {
    switch (busy) {
        case Busy::Free: return "FREE";
        case Busy::Busy: return "BUSY";
        case Busy::Tentative: return "BUSY-TENTATIVE";
        case Busy::Unavailable: return "BUSY-UNAVAILABLE";
    }
    return "BUSY";
}

std::vector<BusyPeriod> merged(std::vector<BusyPeriod> periods) {
    std::erase_if(periods, [](const BusyPeriod& one) { return one.busy == Busy::Free || one.from >= one.to; });
    std::vector<Edge> edges;
    edges.reserve(periods.size() * 2);
    for (const auto& period : periods) {
        edges.push_back({.at = period.from, .busy = period.busy, .change = 1});
        edges.push_back({.at = period.to, .busy = period.busy, .change = -1});
    }
    std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
    std::vector<BusyPeriod> result;
    std::array<int, kKinds> open{};
    for (std::size_t i = 0; i < edges.size();) {
        const Instant at = edges[i].at;
        for (; i < edges.size() && edges[i].at == at; ++i) open[indexOf(edges[i].busy)] += edges[i].change;
        const Busy now = strongest(open);
        const bool goesOn = !result.empty() && result.back().to == at && result.back().busy == now;
        if (now == Busy::Free) continue;
        const Instant until = edges[i].at;  // something is open, so an edge follows
        if (goesOn) {
            result.back().to = until;
        } else {
            result.push_back({.from = at, .to = until, .busy = now});
        }
    }
    return result;
}

std::vector<BusyPeriod> clipped(std::span<const BusyPeriod> periods, Instant from, Instant to) {
    std::vector<BusyPeriod> result;
    for (const auto& period : periods) {
        const BusyPeriod part{.from = std::max(period.from, from), .to = std::min(period.to, to), .busy = period.busy};
        if (part.from < part.to) result.push_back(part);
    }
    return result;
}

std::string textOf(const FreeBusyReport& report, const std::string& productId) {
    using formats::ical::ContentLine;
    auto calendar = formats::ical::makeCalendar(productId);
    if (!report.method.empty()) calendar.add(ContentLine("METHOD", report.method));
    formats::ical::Component component("VFREEBUSY");
    component.add(ContentLine("UID", report.uid));
    component.add(ContentLine("DTSTAMP", utcText(report.stamp)));
    component.add(ContentLine("DTSTART", utcText(report.from)));
    component.add(ContentLine("DTEND", utcText(report.to)));
    if (!report.organizer.empty()) component.add(ContentLine("ORGANIZER", report.organizer));
    if (!report.attendee.empty()) component.add(ContentLine("ATTENDEE", report.attendee));
    if (!report.url.empty()) component.add(ContentLine("URL", report.url));
    for (const auto busy : {Busy::Busy, Busy::Tentative, Busy::Unavailable}) {
        addPeriods(component, busy, report.periods);
    }
    calendar.add(std::move(component));
    return calendar.text();
}

}  // namespace groupware::calendar
