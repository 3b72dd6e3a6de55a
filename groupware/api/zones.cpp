#include "groupware/api/zones.h"

#include "groupware/api/coded_error.h"
#include "groupware/base/log.h"

#include <chrono>
#include <utility>

namespace groupware::api {
namespace {

constexpr const char* kParameter = "timezone";
/// Zones that were warned of; with more, all are forgotten and warned of again.
constexpr std::size_t kMaxWarned = 1000;

LocalTime shift(std::shared_ptr<const formats::tzif::TimeZone> zone) {
    return [zone = std::move(zone)](std::int64_t utc) {
        const std::chrono::milliseconds sinceEpoch(utc);
        std::int64_t local = 0;
        const std::chrono::milliseconds offset = zone->offsetAt(Instant(sinceEpoch));
        // What is as far away as "for ever" stays that.
        return __builtin_add_overflow(utc, offset.count(), &local) ? utc : local;
    };
}

}  // namespace

LocalTime Zones::localTime(const Caller& caller, const Call& call) const {
    const auto wanted = call.parameter(kParameter);
    if (wanted && !wanted->empty()) {
        auto zone = find_(*wanted);
        if (zone) return shift(std::move(zone));
        const std::string text = "The parameter '" + std::string(kParameter) + "' names no known time zone.";
        throw CodedError(ErrorCode::BadRequest, kInvalidParameter, text, text);
    }
    auto zone = find_(caller.timeZone);
    if (zone) return shift(std::move(zone));
    warnOnce(caller);
    return nullptr;
}

void Zones::warnOnce(const Caller& caller) const {
    {
        const std::lock_guard lock(mutex_);
        if (warned_.size() >= kMaxWarned) warned_.clear();
        if (!warned_.insert(caller.timeZone).second) return;
    }
    log::warning("time_zone.unknown",
                 {{"zone", caller.timeZone}, {"context", caller.context.value}, {"user", caller.user.value}});
}

}  // namespace groupware::api
