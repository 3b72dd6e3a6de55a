#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/api/action.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/freebusy/free_busy.h"

namespace groupware::calendar::api {

/// `chronos?action=freeBusy`: when people and resources are busy.
class AskFreeBusy final : public groupware::api::Action {
public:
    /// All outlive this object.
    AskFreeBusy(dbpool::ContextDatabase& database, const FreeBusyService& service, const View& view)
        : database_(database), service_(service), view_(view) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    dbpool::ContextDatabase& database_;
    const FreeBusyService& service_;
    const View& view_;
};

}  // namespace groupware::calendar::api
