#include "groupware/reminders/api/actions.h"

namespace groupware::reminders::api {

void Actions::addTo(groupware::api::Registry& registry) {
    constexpr auto kModule = "reminder";
    registry.add(kModule, "range", listDue_);
    registry.add(kModule, "delete", delete_, {}, groupware::api::Needs::Master);
    registry.add(kModule, "remindAgain", remindAgain_, {}, groupware::api::Needs::Master);
}

}  // namespace groupware::reminders::api
