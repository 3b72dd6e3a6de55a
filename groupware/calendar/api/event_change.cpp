#include "groupware/calendar/api/event_change.h"

#include "groupware/base/error.h"
#include "groupware/calendar/api/alarm_wire.h"
#include "groupware/calendar/api/event_words.h"
#include "groupware/calendar/api/people_wire.h"
#include "groupware/calendar/api/time_wire.h"
#include "groupware/calendar/api/wire.h"
#include "groupware/formats/lines/ascii.h"

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {
namespace {

/// What is to be done to the fields, in the order of its members.
using Steps = std::vector<std::function<void(EventFields&)>>;

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

void readTexts(const json::Object& event, Steps& steps) {
    const auto read = [&](const char* key, std::string EventFields::*field) {
        if (!event.has(key)) return;
        steps.push_back([field, value = json::text(event, key).value_or("")](EventFields& f) { f.*field = value; });
    };
    read("summary", &EventFields::summary);
    read("description", &EventFields::description);
    read("location", &EventFields::location);
    read("color", &EventFields::color);
    read("url", &EventFields::url);
    read("rrule", &EventFields::rule);
    if (const auto uid = json::text(event, "uid"); uid && !uid->empty())
        steps.push_back([value = *uid](EventFields& fields) { fields.uid = value; });
    if (!event.has("categories")) return;
    std::vector<std::string> categories;
    if (const auto list = json::array(event, "categories")) {
        for (const auto& each : *list) categories.push_back(json::textOf(each, "a category"));
    }
    steps.push_back([categories](EventFields& fields) { fields.categories = categories; });
}

void readWords(const json::Object& event, Steps& steps) {
    if (event.has("class"))
        steps.push_back([value = classOf(json::text(event, "class").value_or("PUBLIC"))](EventFields& fields) {
            fields.classification = value;
        });
    if (event.has("status"))
        steps.push_back([value = statusOf(json::text(event, "status").value_or(""))](EventFields& fields) {
            fields.status = value;
        });
    if (event.has("attendeePrivileges")) {
        const auto word =
            formats::lines::upper(std::string_view(json::text(event, "attendeePrivileges").value_or("DEFAULT")));
        if (word != "DEFAULT" && word != "MODIFY") refuse("'attendeePrivileges' must be DEFAULT or MODIFY.");
        steps.push_back([value = word == "MODIFY"](EventFields& fields) { fields.attendeesMayChange = value; });
    }
    if (!event.has("transp")) return;
    const auto word = formats::lines::upper(std::string_view(json::text(event, "transp").value_or("OPAQUE")));
    if (word != "OPAQUE" && word != "TRANSPARENT") refuse("'transp' must be OPAQUE or TRANSPARENT.");
    steps.push_back([value = word == "TRANSPARENT"](EventFields& fields) { fields.transparent = value; });
}

/// A time that recurs or is left out, in the form that the start has.
ical::TimeValue timeOfSeries(const std::string& text, const ical::TimeValue& start) {
    auto time = ical::parseTime(text.substr(text.rfind(':') + 1));
    if (!time) refuse("\"" + text.substr(0, 64) + "\" is no date or time.");
    if (time->form == ical::TimeValue::Form::Floating && start.form != ical::TimeValue::Form::Date) {
        time->form = start.form;
        time->zone = start.zone;
    }
    return *time;
}

void readDates(const json::Object& event, const char* key, std::vector<ical::TimeValue> EventFields::*field,
               Steps& steps) {
    if (!event.has(key)) return;
    std::vector<std::string> texts;
    if (const auto list = json::array(event, key)) {
        for (const auto& each : *list) texts.push_back(json::textOf(each, key));
    }
    steps.push_back([field, texts](EventFields& fields) {
        std::vector<ical::TimeValue> times;
        for (const auto& text : texts) times.push_back(timeOfSeries(text, fields.start));
        fields.*field = times;
    });
}

/// An end that nobody sent moves with the start.
void moveEnd(EventFields& fields, const ical::TimeValue& start) {
    const bool sameForm = fields.start.form == start.form && fields.end.form == start.form;
    const auto length = sameForm ? fields.end.local - fields.start.local : std::chrono::seconds(0);
    fields.end = start;
    fields.end.local += std::max(length, std::chrono::seconds(0));
}

void readTimes(const json::Object& event, const ical::FindZone& find, Steps& steps) {
    const auto sent = [&](const char* key) { return event.has(key) && !event.get(key).isEmpty(); };
    if (event.has("startDate") && !sent("startDate")) refuse("An event needs a startDate.");
    if (sent("startDate")) {
        steps.push_back([start = timeOf(event.get("startDate"), "startDate", find),
                         keepsLength = !sent("endDate")](EventFields& fields) {
            if (keepsLength) moveEnd(fields, start);
            fields.start = start;
        });
    }
    if (sent("endDate"))
        steps.push_back(
            [end = timeOf(event.get("endDate"), "endDate", find)](EventFields& fields) { fields.end = end; });
    readDates(event, "recurrenceDates", &EventFields::additions, steps);
    readDates(event, "deleteExceptionDates", &EventFields::exceptions, steps);
}

double degrees(const json::Object& geo, const char* key, double most) {
    try {
        const auto value = geo.get(key).convert<double>();
        if (std::isfinite(value) && std::abs(value) <= most) return value;
    } catch (const Poco::Exception&) {
        // as for a number that is out of range
    }
    refuse("'geo' needs a lat between -90 and 90, and a long between -180 and 180.");
}

void readGeo(const json::Object& event, Steps& steps) {
    if (!event.has("geo")) return;
    std::optional<std::pair<double, double>> place;
    constexpr double kPole = 90;
    constexpr double kDateLine = 180;
    if (const auto geo = json::object(event, "geo"))
        place.emplace(degrees(*geo, "lat", kPole), degrees(*geo, "long", kDateLine));
    steps.push_back([place](EventFields& fields) { fields.geo = place; });
}

/// Lists whose items are known by what is there already.
template <class Item>
void readList(const json::Object& event, const char* key, std::vector<Item> EventFields::*field,
              std::vector<Item> (*read)(const json::Array&, const std::vector<Item>&), Steps& steps) {
    if (!event.has(key)) return;
    auto list = json::array(event, key);
    if (!list) list = json::makeArray();
    steps.push_back([field, list, read](EventFields& fields) { fields.*field = read(*list, fields.*field); });
}

void readLists(const json::Object& event, Steps& steps) {
    readList(event, "attendees", &EventFields::attendees, attendeesOf, steps);
    readList(event, "alarms", &EventFields::alarms, alarmsOf, steps);
    readList(event, "conferences", &EventFields::conferences, conferencesOf, steps);
    if (event.has("attachments")) {
        auto list = json::array(event, "attachments");
        if (!list) list = json::makeArray();
        steps.push_back([list](EventFields& f) { f.attachments = attachmentsOf(*list, f.attachments); });
    }
    if (event.has("extendedProperties")) {
        const auto sent = json::object(event, "extendedProperties");
        const auto properties = sent ? extendedOf(*sent) : std::vector<ExtendedProperty>();
        steps.push_back([properties](EventFields& fields) { fields.extended = properties; });
    }
    if (!event.has("relatedTo")) return;
    (void)relatedToOf(event.get("relatedTo"), {});  // it can be read
    steps.push_back([value = event.get("relatedTo")](EventFields& fields) {
        fields.relatedTo = relatedToOf(value, fields.relatedTo);
    });
}

}  // namespace

EventChange eventChangeOf(const json::Object& event, const ical::FindZone& find) {
    Steps steps;
    readTexts(event, steps);
    readWords(event, steps);
    readTimes(event, find, steps);
    readGeo(event, steps);
    readLists(event, steps);
    EventChange change;
    change.fields = [steps = std::move(steps)](EventFields& fields) {
        for (const auto& step : steps) step(fields);
    };
    if (const auto folder = json::text(event, "folder")) change.folder = folderId(*folder);
    return change;
}

}  // namespace groupware::calendar::api
