#include "groupware/base/error.h"
#include "groupware/calendar/exceptions.h"
#include "groupware/calendar/rules.h"
#include "groupware/calendar/vevent.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace calendar = groupware::calendar;
namespace ical = groupware::formats::ical;
namespace tzif = groupware::formats::tzif;

void require(bool holds) {
    if (!holds) std::abort();
}

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name == "UTC") return std::make_shared<const tzif::TimeZone>();
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const tzif::TimeZone>(std::chrono::hours(1), std::vector<tzif::TimeZone::Transition>{},
                                                  tzif::PosixRule::parse("CET-1CEST,M3.5.0,M10.5.0/3", false));
}

calendar::EditContext context() {
    return {.times = {.find = findZone, .zone = "Europe/Berlin"},
            .bounds = {.occurrences = 200, .steps = 5'000},
            .now = groupware::Instant(std::chrono::hours(500'000))};
}

ical::Component parsed(const std::string& text) {
    return ical::parseCalendar(text, {.octets = text.size(), .lines = text.size()});
}

/// Octets stay when nothing changes, and what is written is read as it was meant.
void writeBack(const ical::Component& object) {
    auto same = object;
    const auto fields = calendar::eventFields(object, context().times);
    require(!calendar::changeEvent(same, fields, context()));
    for (auto& event : same.components()) {
        if (!event.is("VEVENT") || event.find("DTSTART") == nullptr) continue;
        ical::Zones zones(findZone, findZone("Europe/Berlin"), &object);
        calendar::putFields(event, calendar::fieldsOf(event, zones), zones);
    }
    for (const auto& event : object.components())
        if (event.is("VEVENT") && event.find("DTSTART") == nullptr) return;
    require(same.text() == object.text());
}

constexpr calendar::Limits kLimits{.summaryCharacters = 767,
                                   .descriptionCharacters = 65'535,
                                   .textCharacters = 767,
                                   .attendees = 300,
                                   .alarms = 20,
                                   .exceptions = 1000};

void change(ical::Component object) {
    const auto before = calendar::eventFields(object, context().times);
    auto fields = before;
    ical::Zones zones(findZone, findZone("Europe/Berlin"), &object);
    fields.summary = "changed";
    fields.start.local += std::chrono::hours(24);
    fields.end.local += std::chrono::hours(24);
    calendar::settle(fields, zones);
    calendar::requireValidChange(before, fields, kLimits, zones);
    calendar::changeEvent(object, fields, context());
    const auto now = calendar::eventFields(object, context().times);
    require(now.summary == "changed" && now.start == fields.start);
    require(fields.recurrenceId || now.rule == fields.rule);
    const auto text = object.text();
    require(calendar::eventFields(parsed(text), context().times) == now);
}

void cut(const ical::Component& object) {
    for (const auto& id : calendar::exceptionsOf(object)) {
        auto without = object;
        calendar::deleteInstance(without, id, context());
        require(calendar::exceptionsOf(without).size() < calendar::exceptionsOf(object).size());
        try {
            const auto parts = calendar::split(object, id, "new", context());
            if (!parts) continue;
            require(calendar::eventFields(parts->future, context().times).uid == "new");
            (void)parsed(parts->past.text());
            (void)parsed(parts->future.text());
        } catch (const groupware::Error&) {
            // no instance of the series
        }
    }
}

}  // namespace

/// Events keep their octets when nothing changes, and what is changed can be read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto object = ical::parseCalendar(text, {.octets = 1 << 18, .lines = 2'000});
        (void)calendar::eventFields(object, context().times);
        writeBack(object);
        cut(object);
        change(object);
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
