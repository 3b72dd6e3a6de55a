#include "groupware/calendar/api/print_page.h"

#include "groupware/calendar/html_text.h"
#include "groupware/formats/ical/digits.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <tuple>

namespace groupware::calendar::api {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// What every page begins with. Plain black on white, one block a day that is not torn apart at the end of a sheet.
constexpr std::string_view kStyle =
    "body{font:11pt/1.4 sans-serif;color:#000;background:#fff;margin:2em auto;max-width:50em}"
    "h1{font-size:1.4em}h2{font-size:1.1em;border-bottom:1px solid #000;margin:1.2em 0 .3em}"
    "ul{list-style:none;margin:0;padding:0}li{margin:.4em 0;padding-left:8em;text-indent:-8em;break-inside:avoid}"
    "li>*{text-indent:0}.when{display:inline-block;width:7.6em}.cancelled .what{text-decoration:line-through}"
    "p{margin:.1em 0;white-space:pre-line}h2{break-after:avoid}"
    "@media print{body{margin:0;max-width:none}}";

std::string clock(minutes time) {
    constexpr int kHour = 60;
    const auto count = static_cast<unsigned>(time.count());
    return ical::padded(count / kHour, 2) + ':' + ical::padded(count % kHour, 2);
}

std::chrono::year_month_day dateOf(local_days day) {
    return std::chrono::year_month_day(day);
}

std::string isoDate(local_days day) {
    const auto date = dateOf(day);
    return ical::padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + '-' +
           ical::padded(static_cast<unsigned>(date.month()), 2) + '-' +
           ical::padded(static_cast<unsigned>(date.day()), 2);
}

std::string weekday(local_days day) {
    static constexpr std::array kNames{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    return kNames.at(std::chrono::weekday(day).c_encoding());
}

std::string titleOf(const Event& event) {
    if (event.anonymous) return "Private";
    return event.summary.empty() ? "Untitled" : event.summary;
}

std::string whenText(const PrintedEvent& printed) {
    if (!printed.start && !printed.end) return "All day";
    if (printed.start && printed.end) {
        if (*printed.start == *printed.end) return clock(*printed.start);
        return clock(*printed.start) + "\xE2\x80\x93" + clock(*printed.end);
    }
    return printed.start ? "from " + clock(*printed.start) : "until " + clock(*printed.end);
}

std::vector<std::string> namesOf(const Event& event) {
    std::vector<std::string> names;
    if (!event.fields) return names;
    for (const auto& attendee : event.fields->attendees) {
        const auto address = addressOf(attendee.uri);
        names.push_back(!attendee.name.empty() ? attendee.name : address.empty() ? attendee.uri : address);
    }
    return names;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

/// The days of an event, with when it starts and ends on each.
void spread(const Event& event, const ical::TimeContext& times, std::map<local_days, PrintedDay>& all) {
    const auto zone = times.userZone();
    const auto start = ical::localOf(floor<seconds>(event.start), *zone);
    const auto end = std::max(start, ical::localOf(floor<seconds>(event.end), *zone));
    const auto first = floor<days>(start);
    const auto last = end > start ? floor<days>(end - seconds(1)) : first;
    for (auto found = all.lower_bound(first); found != all.end() && found->first <= last; ++found) {
        PrintedEvent printed{.event = &event};
        if (!event.wholeDays && found->first == first) printed.start = floor<minutes>(start - first);
        if (!event.wholeDays && found->first == last) printed.end = floor<minutes>(end - last);
        found->second.events.push_back(printed);
    }
}

json::Object::Ptr eventJson(const PrintedEvent& printed) {
    const Event& event = *printed.event;
    auto object = json::makeObject();
    object->set("id", std::to_string(event.id.value));
    object->set("folder", std::to_string(event.folder.value));
    if (!event.recurrenceId.empty()) object->set("recurrenceId", event.recurrenceId);
    object->set("allDay", event.wholeDays);
    if (printed.start) object->set("start", clock(*printed.start));
    if (printed.end) object->set("end", clock(*printed.end));
    object->set("summary", titleOf(event));
    object->set("private", event.anonymous);
    object->set("cancelled", event.status == Status::Cancelled);
    if (!event.location.empty()) object->set("location", event.location);
    if (event.fields && !event.fields->description.empty()) object->set("description", event.fields->description);
    auto names = json::makeArray();
    for (const auto& name : namesOf(event)) names->add(name);
    object->set("attendees", names);
    return object;
}

void addEvent(std::string& page, const PrintedEvent& printed) {
    const Event& event = *printed.event;
    page += event.status == Status::Cancelled ? "<li class=\"cancelled\">" : "<li>";
    page += "<span class=\"when\">" + whenText(printed) + "</span> <strong class=\"what\">" + htmlText(titleOf(event)) +
            "</strong>";
    if (event.status == Status::Cancelled) page += " (cancelled)";
    if (!event.location.empty()) page += ", " + htmlText(event.location);
    if (event.fields && !event.fields->description.empty())
        page += "<p>" + htmlText(event.fields->description) + "</p>";
    if (const auto names = joined(namesOf(event)); !names.empty()) page += "<p>With " + htmlText(names) + "</p>";
    page += "</li>\n";
}

auto orderOf(const PrintedEvent& printed) {
    const auto start = printed.start.value_or(minutes(-1));
    return std::tuple(!printed.event->wholeDays, start, printed.event->start, printed.event->id);
}

}  // namespace

std::vector<PrintedDay> printedDays(std::span<const Event> events, const TimeRange& range,
                                    const ical::TimeContext& times) {
    const auto zone = times.userZone();
    const auto first = floor<days>(ical::localOf(floor<seconds>(range.from), *zone));
    const auto end = ical::localOf(floor<seconds>(range.to), *zone);
    std::map<local_days, PrintedDay> all;
    for (auto day = first; local_seconds(day) < end; day += days(1)) all[day].day = day;
    for (const Event& event : events) spread(event, times, all);
    std::vector<PrintedDay> list;
    for (auto& [day, printed] : all) {
        std::stable_sort(printed.events.begin(), printed.events.end(),
                         [](const auto& a, const auto& b) { return orderOf(a) < orderOf(b); });
        list.push_back(std::move(printed));
    }
    return list;
}

json::Array::Ptr printedJson(std::span<const PrintedDay> days) {
    auto list = json::makeArray();
    for (const PrintedDay& day : days) {
        auto events = json::makeArray();
        for (const auto& event : day.events) events->add(eventJson(event));
        auto object = json::makeObject();
        object->set("date", isoDate(day.day));
        object->set("weekday", weekday(day.day));
        object->set("events", events);
        list->add(object);
    }
    return list;
}

std::string printedHtml(std::span<const PrintedDay> days, const std::string& title) {
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + htmlText(title) +
                       "</title><style>" + std::string(kStyle) + "</style></head>\n<body><h1>" + htmlText(title) +
                       "</h1>\n<main>\n";
    for (const PrintedDay& day : days) {
        const auto date = isoDate(day.day);
        page.append("<section aria-labelledby=\"d").append(date).append("\"><h2 id=\"d").append(date).append("\">");
        page.append(weekday(day.day)).append(" <time datetime=\"").append(date).append("\">").append(date);
        page += "</time></h2>\n";
        if (day.events.empty()) {
            page += "<p>Nothing</p>";
        } else {
            page += "<ul>\n";
            for (const auto& event : day.events) addEvent(page, event);
            page += "</ul>";
        }
        page += "</section>\n";
    }
    return page + "</main></body></html>\n";
}

}  // namespace groupware::calendar::api
