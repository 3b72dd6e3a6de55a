#include "groupware/jslob/api/actions.h"

namespace groupware::jslob::api {

void Actions::addTo(groupware::api::Registry& registry) {
    using groupware::api::Needs;
    registry.add("jslob", "all", all_);
    registry.add("jslob", "list", list_);
    registry.add("jslob", "get", get_);
    registry.add("jslob", "set", set_, {}, Needs::Master);
    registry.add("jslob", "update", update_, {}, Needs::Master);
}

}  // namespace groupware::jslob::api
