#pragma once

#include "groupware/api/registry.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/mail_intake.h"

#include <optional>

namespace groupware::calendar::api {

/// `chronos/itip`: what a user got by mail, and does about it. There are no mails here: with `dataSource=text`, the
/// body is `{"text": "BEGIN:VCALENDAR..."}`, the calendar part of the mail, whose sender the user has seen. Conflicts
/// keep nobody from accepting: `accept` is `accept_and_ignore_conflicts`.
class Invitations {
public:
    /// What the actions call; all outlive this object.
    struct Parts {
        const MailIntake& intake;
        const CalendarQueries& queries;
        const CalendarService& service;
        const Results& results;
        const View& view;
    };
    explicit Invitations(const Parts& parts)
        : analyze_(parts),
          accept_(parts, PartStat::Accepted),
          tentative_(parts, PartStat::Tentative),
          decline_(parts, PartStat::Declined),
          update_(parts, std::nullopt) {}
    Invitations(const Invitations&) = delete;
    Invitations& operator=(const Invitations&) = delete;

    void addTo(engine::Registry& registry);

private:
    /// `analyze`: what the message means for the caller's calendar, and what he can do.
    class Analyze final : public engine::Action {
    public:
        explicit Analyze(const Parts& parts) : parts_(parts) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        Parts parts_;
    };

    /// The others: the message is applied, and answered unless it is `update`.
    class Act final : public engine::Action {
    public:
        Act(const Parts& parts, std::optional<PartStat> answer) : parts_(parts), answer_(answer) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        Parts parts_;
        std::optional<PartStat> answer_;
    };

    Analyze analyze_;
    Act accept_;
    Act tentative_;
    Act decline_;
    Act update_;
};

}  // namespace groupware::calendar::api
