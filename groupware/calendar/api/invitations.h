#pragma once

#include "groupware/api/registry.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/mail_intake.h"

namespace groupware::calendar::api {

/// `chronos/itip`: what a user got by mail, and does about it. There are no mails here: with `dataSource=text`, the
/// body is `{"text": "BEGIN:VCALENDAR..."}`, the calendar part of the mail, whose sender the user has seen. `accept`
/// and `tentative` store nothing and answer with conflicts if the user is busy then, unless `checkConflicts` is false.
/// What an attendee proposes (COUNTER) is answered by `update`, `apply_proposal` or `declinecounter`.
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
          accept_(parts, PartStat::Accepted, true),
          acceptAnyhow_(parts, PartStat::Accepted, false),
          tentative_(parts, PartStat::Tentative, true),
          decline_(parts, PartStat::Declined, false),
          update_(parts),
          applyProposal_(parts, true),
          declineCounter_(parts, false) {}
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

    /// The message is applied and answered.
    class Answer final : public engine::Action {
    public:
        Answer(const Parts& parts, PartStat status, bool checksConflicts)
            : parts_(parts), status_(status), checksConflicts_(checksConflicts) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        Parts parts_;
        PartStat status_;
        bool checksConflicts_;
    };

    /// `update`: the message is applied; of a COUNTER, what it proposes.
    class Update final : public engine::Action {
    public:
        explicit Update(const Parts& parts) : parts_(parts) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        Parts parts_;
    };

    /// `apply_proposal`, `declinecounter`.
    class AnswerCounter final : public engine::Action {
    public:
        AnswerCounter(const Parts& parts, bool accepts) : parts_(parts), accepts_(accepts) {}
        [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;

    private:
        Parts parts_;
        bool accepts_;
    };

    Analyze analyze_;
    Answer accept_;
    Answer acceptAnyhow_;
    Answer tentative_;
    Answer decline_;
    Update update_;
    AnswerCounter applyProposal_;
    AnswerCounter declineCounter_;
};

}  // namespace groupware::calendar::api
