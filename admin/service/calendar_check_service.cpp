#include "admin/service/calendar_check_service.h"

#include "admin/service/context_gate.h"
#include "groupware/base/log.h"
#include "groupware/calendar/limits.h"

#include <utility>

namespace admin {

CalendarCheckService::CalendarCheckService(const Cluster& cluster, const groupware::Clock& clock,
                                           groupware::formats::ical::FindZone find,
                                           const groupware::ConfigurationSource& configuration)
    : cluster_(cluster),
      check_({.database = cluster.contexts, .clock = clock, .find = std::move(find), .limits = [&configuration] {
                  return groupware::calendar::Limits::from(*configuration.current());
              }}) {}

CalendarCheckService::Page CalendarCheckService::inspect(groupware::ContextId context,
                                                         groupware::calendar::EventId after) const {
    requireContext(cluster_, context);
    return check_.inspect(context, after);
}

CalendarCheckService::Page CalendarCheckService::repair(groupware::ContextId context,
                                                        groupware::calendar::EventId after) const {
    requireEnabledContext(cluster_, context);
    auto page = check_.repair(context, after);
    for (const auto& finding : page.findings) {
        groupware::log::information("calendar.repaired", {{"context", context.value},
                                                          {"kind", groupware::calendar::wordOf(finding.kind)},
                                                          {"object", finding.object.value}});
    }
    return page;
}

}  // namespace admin
