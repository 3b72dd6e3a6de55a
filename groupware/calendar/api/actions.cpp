#include "groupware/calendar/api/actions.h"

#include "groupware/calendar/api/wire.h"

namespace groupware::calendar::api {
namespace {

constexpr auto kModule = "chronos";
constexpr auto kFreeBusy = "freebusy";
constexpr auto kAccess = "calendar";
constexpr engine::Requirements kReads{engine::Needs::AnyServer, kAccess};
constexpr engine::Requirements kWrites{engine::Needs::Master, kAccess};

}  // namespace

void Actions::addTo(engine::Registry& registry) {
    const auto& errors = calendarErrors();
    registry.add(kModule, "all", all_, errors, kReads);
    registry.add(kModule, "list", list_, errors, kReads);
    registry.add(kModule, "updates", updates_, errors, kReads);
    registry.add(kModule, "get", get_, errors, kReads);
    registry.add(kModule, "resolve", resolve_, errors, kReads);
    registry.add(kModule, "needsAction", needsAction_, errors, kReads);
    registry.add(kModule, "print", print_, errors, kReads);
    registry.add(kModule, "freeBusy", freeBusy_, errors, kReads);
    registry.add(kModule, "getAttachment", download_, errors, kReads);
    registry.add(kModule, "zipAttachments", archive_, errors, kReads);
    registry.add(kModule, "new", new_, errors, kWrites);
    registry.add(kModule, "update", update_, errors, kWrites);
    registry.add(kModule, "delete", delete_, errors, kWrites);
    registry.add(kModule, "updateAttendee", updateAttendee_, errors, kWrites);
    counters_.addTo(registry);
    registry.add(kModule, "move", move_, errors, kWrites);
    registry.add(kModule, "changeOrganizer", changeOrganizer_, errors, kWrites);
    registry.add(kFreeBusy, "get", oneFreeBusy_, errors, kReads);
    registry.add(kFreeBusy, "list", listFreeBusy_, errors, kReads);
}

}  // namespace groupware::calendar::api
