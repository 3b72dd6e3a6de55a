#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/api/action.h"
#include "groupware/api/columns.h"
#include "groupware/api/zones.h"
#include "groupware/calendar/api/appointments/appointment_change.h"
#include "groupware/calendar/api/appointments/appointment_columns.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/json/json.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace groupware::calendar::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// What the actions of the module `calendar` share: how appointments look in answers, and which event a client means.
/// Safe to call from any thread.
class Appointments {
public:
    /// All outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const CalendarQueries& queries;
        const engine::Zones& zones;
        ical::FindZone find;
    };
    explicit Appointments(Parts parts) : parts_(std::move(parts)), columns_(appointmentColumns()) {}

    [[nodiscard]] const CalendarQueries& queries() const noexcept { return parts_.queries; }
    [[nodiscard]] engine::Listing listing(const engine::Call& call) const {
        return engine::parseListing(call, columns_);
    }
    [[nodiscard]] engine::LocalTime localTime(const Caller& caller, const engine::Call& call) const {
        return parts_.zones.localTime(caller, call);
    }
    [[nodiscard]] ical::TimeContext timesOf(const Caller& caller) const { return {parts_.find, caller.timeZone}; }
    [[nodiscard]] Directory directoryOf(const Caller& caller, std::span<const Event> events) const {
        return api::directoryOf(parts_.database, caller, events);
    }

    /// The parameters `start` and `end`. @throws CodedError SVL-0002, SVL-0010
    [[nodiscard]] TimeRange rangeOf(const Caller& caller, const engine::Call& call) const;

    /// A list as the call asks for it.
    [[nodiscard]] json::Array::Ptr rows(const Caller& caller, const engine::Call& call, const engine::Listing& listing,
                                        std::span<const Event> events) const;
    /// @param event  with fields
    [[nodiscard]] json::Object::Ptr object(const Caller& caller, const engine::Call& call, const Event& event) const;
    /// The same of many.
    [[nodiscard]] std::vector<json::Object::Ptr> objects(const Caller& caller, const engine::Call& call,
                                                         std::span<const Event> events) const;

    /// An event, or, named by its number or day, an instance of a series.
    struct Named {
        EventRef ref{};
        std::optional<int> position{};
        std::optional<std::chrono::local_days> date{};
    };
    /// With the recurrence ids of instances. Reads the series, all in one snapshot, if there are any.
    /// @throws Error NotFound for what is no series or has no such instance
    [[nodiscard]] std::vector<EventRef> resolve(const Caller& caller, std::span<const Named> named) const;
    [[nodiscard]] EventRef resolve(const Caller& caller, const Named& named) const;

    /// The answer to a write: the id of what was written, or what is in its way.
    [[nodiscard]] engine::Result written(const Caller& caller, const engine::Call& call, const WriteResult& result,
                                         EventId id) const;

private:
    using Series = std::map<EventId, EventFields>;

    [[nodiscard]] Series seriesOf(const Caller& caller, std::span<const Event> events) const;
    [[nodiscard]] std::vector<AppointmentView> views(const Caller& caller, std::span<const Event> events,
                                                     const AppointmentNeeds& needs, const Directory& directory,
                                                     const engine::LocalTime& localTime) const;
    void addPositions(std::vector<AppointmentView>& views, const Series& series, const ical::TimeContext& times) const;

    Parts parts_;
    engine::ColumnSet<AppointmentView> columns_;
};

/// Of what a write created; 0 if it created nothing.
[[nodiscard]] inline EventId firstId(const WriteResult& result) {
    return result.created.empty() ? EventId{} : result.created.front().id;
}

/// The call's `id` and `folder`. @throws Error BadRequest; CodedError SVL-0002
[[nodiscard]] EventRef appointmentRefOf(const engine::Call& call);
/// An object with `id`, `folder` (or `folder_id`) and perhaps `recurrence_position` (or `pos`) or
/// `recurrence_date_position`. @throws Error BadRequest
[[nodiscard]] Appointments::Named namedOf(const json::Value& element);
[[nodiscard]] std::vector<Appointments::Named> namedInList(const json::Value& body);

}  // namespace groupware::calendar::api
