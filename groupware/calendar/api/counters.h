#pragma once

#include "groupware/api/action.h"
#include "groupware/api/registry.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/ical/zones.h"

#include <utility>

namespace groupware::calendar::api {

/// The body of `counter`: `{"startDate":{...},"endDate":{...},"comment":"..."}`
/// @throws Error BadRequest naming what is none
[[nodiscard]] CalendarService::Proposal proposalOf(const json::Object& body, const ical::FindZone& find);

/// Other times that attendees propose, in the module `chronos`: `counter` by an attendee, `acceptCounter` and
/// `declineCounter` by the organizer. RFC 5546 sections 3.2.7 and 3.2.8. Open-Xchange has them as `chronos/itip` only.
class Counters {
public:
    /// Both references outlive this object.
    Counters(const CalendarService& service, const Results& results, ical::FindZone find)
        : propose_(service, results, std::move(find)), accept_(service, results), decline_(service, results) {}
    Counters(const Counters&) = delete;
    Counters& operator=(const Counters&) = delete;

    void addTo(engine::Registry& registry);

private:
    /// proposalOf()
    class Propose final : public engine::Action {
    public:
        Propose(const CalendarService& service, const Results& results, ical::FindZone find)
            : service_(service), results_(results), find_(std::move(find)) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        const CalendarService& service_;
        const Results& results_;
        ical::FindZone find_;
    };

    /// `{"attendee":{"uri":"..."}}`
    class Accept final : public engine::Action {
    public:
        Accept(const CalendarService& service, const Results& results) : service_(service), results_(results) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        const CalendarService& service_;
        const Results& results_;
    };

    /// `{"attendee":{"uri":"..."},"comment":"..."}`
    class Decline final : public engine::Action {
    public:
        Decline(const CalendarService& service, const Results& results) : service_(service), results_(results) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        const CalendarService& service_;
        const Results& results_;
    };

    Propose propose_;
    Accept accept_;
    Decline decline_;
};

}  // namespace groupware::calendar::api
