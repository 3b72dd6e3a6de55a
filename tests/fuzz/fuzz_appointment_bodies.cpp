#include "groupware/base/error.h"
#include "groupware/calendar/api/appointments/appointment_change.h"
#include "groupware/calendar/api/appointments/appointment_columns.h"
#include "groupware/calendar/api/appointments/appointments.h"
#include "groupware/calendar/rules.h"
#include "groupware/formats/json/json.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace api = groupware::calendar::api;
namespace calendar = groupware::calendar;
namespace ical = groupware::formats::ical;
namespace json = groupware::formats::json;
namespace tzif = groupware::formats::tzif;

constexpr groupware::UserId kCaller{3};

std::shared_ptr<const tzif::TimeZone> findZone(std::string_view name) {
    if (name == "UTC") return std::make_shared<const tzif::TimeZone>();
    if (name != "Europe/Berlin") return nullptr;
    return std::make_shared<const tzif::TimeZone>(std::chrono::hours(1), std::vector<tzif::TimeZone::Transition>{},
                                                  std::nullopt);
}

const groupware::api::LocalTime kLocalTime = [](std::int64_t utc) { return utc + 3'600'000; };

calendar::EventFields changed(const json::Object& sent, const calendar::Event* event) {
    const ical::TimeContext times{.find = findZone, .zone = "Europe/Berlin"};
    const api::Directory nobody;
    auto fields = event == nullptr ? calendar::EventFields() : *event->fields;
    api::appointmentChange(sent, event,
                           {.times = times, .localTime = kLocalTime, .directory = nobody, .caller = kCaller})
        .fields(fields);
    ical::Zones zones(findZone, findZone("Europe/Berlin"));
    calendar::settle(fields, zones);
    const calendar::Limits limits{.summaryCharacters = 767,
                                  .descriptionCharacters = 65'535,
                                  .textCharacters = 767,
                                  .attendees = 300,
                                  .alarms = 20,
                                  .exceptions = 1000};
    calendar::requireValid(fields, limits, zones);
    return fields;
}

json::Object::Ptr answered(const calendar::Event& event) {
    const ical::TimeContext times{.find = findZone, .zone = "Europe/Berlin"};
    const api::Directory nobody;
    api::AppointmentView view{.event = &event,
                              .directory = &nobody,
                              .localTime = &kLocalTime,
                              .appointment = api::appointmentOf(event, nobody, times)};
    view.series = view.appointment.series;
    return api::appointmentColumns().object(view, kLocalTime);
}

}  // namespace

/// Bodies of `new`, `update`, `list` and `delete`: refused, or what they make is shown so that sending it back changes
/// nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto value = json::parse(text, {});
        if (value.type() == typeid(json::Array::Ptr)) {
            (void)api::namedInList(value);
            return 0;
        }
        const auto sent = json::requireObject(value, "the appointment");
        (void)api::appointmentCallOf(*sent);
        calendar::Event event{.owner = calendar::CalendarUser::of(kCaller)};
        event.fields = changed(*sent, nullptr);
        const auto& fields = *event.fields;
        ical::Zones zones(findZone, findZone("Europe/Berlin"));
        event.start = zones.instantOf(fields.start);
        event.end = zones.instantOf(fields.end);
        event.wholeDays = fields.start.isDate();
        event.zone = fields.start.zone;
        event.recurs = fields.recurs();
        event.classification = fields.classification;
        if (changed(*answered(event), &event) != fields) std::abort();
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
