#include "groupware/calendar/api/appointments/has_appointments.h"

#include "groupware/api/coded_error.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

using std::chrono::milliseconds;

constexpr int kMostDays = 3'660;

/// Where the caller is.
std::chrono::sys_days dayOf(Instant instant, const engine::LocalTime& local) {
    const auto utc = instant.time_since_epoch().count();
    return std::chrono::floor<std::chrono::days>(Instant(milliseconds(local ? local(utc) : utc)));
}

}  // namespace

engine::Result HasAppointments::handle(const Caller& caller, const engine::Call& call) {
    const auto local = appointments_.localTime(caller, call);
    const auto range = appointments_.rangeOf(caller, call);
    if (range.to - range.from > std::chrono::days(kMostDays)) {
        const std::string text = "The parameters 'start' and 'end' are more than 10 years apart.";
        throw engine::CodedError(ErrorCode::BadRequest, engine::kInvalidParameter, text, text);
    }
    const auto first = dayOf(range.from, local);
    const auto days = static_cast<std::size_t>((dayOf(range.to - milliseconds(1), local) - first).count() + 1);
    std::vector<bool> busy(days, false);
    const auto found = appointments_.queries().inRange(caller, range, {.expanded = true});
    for (const Event& event : found.events) {
        const Instant last = std::max(event.start, event.end - milliseconds(1));
        const auto from = std::max(dayOf(event.start, local), first);
        const auto to = std::min(dayOf(last, local), first + std::chrono::days(days - 1));
        for (auto day = from; day <= to; day += std::chrono::days(1))
            busy[static_cast<std::size_t>((day - first).count())] = true;
    }
    auto list = json::makeArray();
    for (const bool each : busy) list->add(each);
    engine::Result answer;
    answer.data = list;
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::calendar::api
