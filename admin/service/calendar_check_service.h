#pragma once

#include "admin/service/cluster.h"
#include "groupware/base/clock.h"
#include "groupware/base/configuration_source.h"
#include "groupware/calendar/maintenance/calendar_check.h"
#include "groupware/formats/ical/zones.h"

namespace admin {

/// Checks the calendars of contexts, page by page. Safe to call from any thread. Every function throws AdminError
/// NoSuchContext, or what ContextDatabase throws.
class CalendarCheckService {
public:
    /// All must outlive this object.
    CalendarCheckService(const Cluster& cluster, const groupware::Clock& clock, groupware::formats::ical::FindZone find,
                         const groupware::ConfigurationSource& configuration);

    using Page = groupware::calendar::CalendarCheck::Page;
    /// Changes nothing.
    [[nodiscard]] Page inspect(groupware::ContextId context, groupware::calendar::EventId after) const;
    /// @throws also if the context is not enabled
    [[nodiscard]] Page repair(groupware::ContextId context, groupware::calendar::EventId after) const;

private:
    const Cluster& cluster_;
    groupware::calendar::CalendarCheck check_;
};

}  // namespace admin
