#include "groupware/calendar/api/free_busy_module.h"

#include "groupware/base/error.h"
#include "groupware/calendar/api/wire.h"

#include <string>

namespace groupware::calendar::api {
namespace {

using groupware::api::Needs;
using groupware::api::Requirements;

constexpr Requirements kCalendar{Needs::AnyServer, "calendar"};
constexpr Requirements kCalendarWriter{Needs::Master, "calendar"};

FreeBusyVisibility visibilityIn(const json::Value& value) {
    const auto word = json::textOf(value, "freeBusyVisibility");
    if (word == "all") return FreeBusyVisibility::All;
    if (word == "none") return FreeBusyVisibility::None;
    throw Error(ErrorCode::BadRequest, "no free/busy visibility", "It is \"all\" or \"none\".");
}

}  // namespace

void FreeBusyModule::addTo(groupware::api::Registry& registry) {
    const auto& errors = calendarErrors();
    registry.add("chronos/availability", "get", get_, errors, kCalendar);
    registry.add("chronos/availability", "set", set_, errors, kCalendarWriter);
    registry.add("chronos/availability", "delete", delete_, errors, kCalendarWriter);
    registry.add("freebusy", "url", url_, errors, kCalendar);
    registry.add("freebusy", "publish", publish_, errors, kCalendarWriter);
    registry.add("freebusy", "unpublish", unpublish_, errors, kCalendarWriter);
    registry.addPublic("free-busy", "", page_, errors);
}

void FreeBusyModule::addTo(groupware::api::ConfigTree& settings) const {
    settings.addLeaf(
        "calendar/freeBusyVisibility",
        [this](const Caller& caller) -> json::Value {
            return std::string(settings_.visibility(caller) == FreeBusyVisibility::None ? "none" : "all");
        },
        [this](const Caller& caller, const json::Value& value) {
            return settings_.setVisibility(caller, visibilityIn(value));
        });
}

}  // namespace groupware::calendar::api
