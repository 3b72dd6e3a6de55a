#include "groupware/calendar/api/own_availability.h"

#include "groupware/base/crypto.h"
#include "groupware/calendar/api/availability_wire.h"
#include "groupware/calendar/availability.h"
#include "groupware/formats/json/json.h"

#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

constexpr std::size_t kUidOctets = 16;

ical::TimeContext timesOf(const AvailabilityParts& parts, const Caller& caller) {
    return {.find = parts.find, .zone = caller.timeZone};
}

groupware::api::Result written(const CommitToken& committed) {
    groupware::api::Result result;
    result.data = json::makeObject();
    result.timestamp = committed.seq;
    result.committed = committed;
    return result;
}

}  // namespace

groupware::api::Result GetAvailability::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    const auto text = parts_.settings.availability(caller);
    std::vector<AvailableTime> available;
    if (!text.empty()) available = availableTimesOf(parseAvailability(text, text.size() + 1), timesOf(parts_, caller));
    groupware::api::Result result;
    result.data = availabilityJson(available, caller.user);
    return result;
}

groupware::api::Result SetAvailability::handle(const Caller& caller, const groupware::api::Call& call) {
    const auto now = parts_.clock.now();
    const auto available = availabilityIn(*json::requireObject(call.json(), "the body"), parts_.find, now);
    const auto uid = crypto::toHex(crypto::randomBytes(kUidOctets));
    return written(
        parts_.settings.setAvailability(caller, availabilityOf(available, uid, now, timesOf(parts_, caller))));
}

groupware::api::Result DeleteAvailability::handle(const Caller& caller, const groupware::api::Call& /*call*/) {
    return written(parts_.settings.setAvailability(caller, ""));
}

}  // namespace groupware::calendar::api
