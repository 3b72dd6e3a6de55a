#include "groupware/formats/ical/time_context.h"

namespace groupware::formats::ical {

std::shared_ptr<const tzif::TimeZone> TimeContext::userZone() const {
    auto found = find ? find(zone) : nullptr;
    return found ? found : std::make_shared<const tzif::TimeZone>();
}

}  // namespace groupware::formats::ical
