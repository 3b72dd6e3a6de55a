#include "groupware/calendar/outbox_options.h"

#include <array>

namespace groupware::calendar {

std::span<const AnyOption> outboxOptions() {
    static constexpr std::array<AnyOption, 10> kOptions{
        &kMail,       &kMailFrom, &kMailConnections, &kMailRetry,     &kMailLongestRetry,
        &kMailGiveUp, &kMailKeep, &kMailLease,       &kMailFileBytes, &kMailPoll};
    return kOptions;
}

}  // namespace groupware::calendar
