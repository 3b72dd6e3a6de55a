#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/api/action.h"
#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/api/event_fields.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/stored_files.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/formats/json/json.h"

#include <span>
#include <utility>
#include <vector>

namespace groupware::calendar::api {

/// How events look in answers. Shared by all actions; safe to call from any thread.
class View {
public:
    /// Both outlive this object.
    View(dbpool::ContextDatabase& database, const StoredFiles& files, ical::FindZone find)
        : database_(database), files_(files), find_(std::move(find)) {}

    [[nodiscard]] const ical::FindZone& zones() const noexcept { return find_; }

    /// Events as the call asks for them, in its order. Its objects are written already.
    [[nodiscard]] json::Array::Ptr list(const Caller& caller, const EventSelection& selection,
                                        std::span<const Event> events) const;
    [[nodiscard]] json::Object::Ptr object(const Caller& caller, const EventSelection& selection,
                                           const Event& event) const;
    /// `[{"hard_conflict":true,"conflicting_attendees":[...],"event":{...}}]`
    [[nodiscard]] json::Array::Ptr conflicts(const Caller& caller, const EventSelection& selection,
                                             std::span<const Conflict> conflicts) const;

private:
    [[nodiscard]] ical::TimeContext timesOf(const Caller& caller) const { return {find_, caller.timeZone}; }

    dbpool::ContextDatabase& database_;
    const StoredFiles& files_;
    ical::FindZone find_;
};

}  // namespace groupware::calendar::api
