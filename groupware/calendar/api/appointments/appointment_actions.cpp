#include "groupware/calendar/api/appointments/appointment_actions.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {
namespace {

constexpr auto kModule = "calendar";
constexpr engine::Requirements kReads{engine::Needs::AnyServer, kModule};
constexpr engine::Requirements kWrites{engine::Needs::Master, kModule};

}  // namespace

void AppointmentActions::addTo(engine::Registry& registry) {
    const auto& errors = calendarErrors();
    registry.add(kModule, "all", all_, errors, kReads);
    registry.add(kModule, "has", has_, errors, kReads);
    registry.add(kModule, "list", list_, errors, kReads);
    registry.add(kModule, "updates", updates_, errors, kReads);
    registry.add(kModule, "get", get_, errors, kReads);
    registry.add(kModule, "search", search_, errors, kReads);
    registry.add(kModule, "newappointments", coming_, errors, kReads);
    registry.add(kModule, "resolveuid", resolveUid_, errors, kReads);
    registry.add(kModule, "getChangeExceptions", changeExceptions_, errors, kReads);
    registry.add(kModule, "freebusy", freeBusy_, errors, kReads);
    registry.add(kModule, "new", new_, errors, kWrites);
    registry.add(kModule, "update", update_, errors, kWrites);
    registry.add(kModule, "copy", copy_, errors, kWrites);
    registry.add(kModule, "delete", delete_, errors, kWrites);
    registry.add(kModule, "confirm", confirm_, errors, kWrites);
}

}  // namespace groupware::calendar::api
