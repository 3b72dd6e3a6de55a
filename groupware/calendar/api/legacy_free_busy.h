#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/api/action.h"
#include "groupware/api/zones.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/request_options.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {

/// The module `freebusy` of older clients. `action=get`: when one participant is busy, by the parameter `participant`;
/// `action=list`: several, by the list in the body. A participant is a mail address or the id of a user, or of what the
/// parameter `type` says: 1 user, 2 group, 3 resource. With `merged` each is answered what is left when overlapping
/// times are put together.
class LegacyFreeBusy final : public groupware::api::Action {
public:
    enum class Form { One, List };
    /// One of those asked about.
    struct Participant {
        std::string name{};  ///< as the client has it
        std::string uri{};   ///< of a user or resource
        std::optional<GroupId> group{};
    };

    /// What it works with; references outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const FreeBusyService& service;
        const groupware::api::Zones& zones;
        std::function<RequestLimits()> limits;  ///< asked at each use: they may change meanwhile
    };
    LegacyFreeBusy(Parts parts, Form form) : parts_(std::move(parts)), form_(form) {}
    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    using Times = std::vector<FreeBusy>;
    /// Of each participant, of groups their members.
    [[nodiscard]] std::vector<Times> timesOf(const Caller& caller, const FreeBusyQuery& range,
                                             const std::vector<Participant>& participants) const;

    Parts parts_;
    Form form_;
};

}  // namespace groupware::calendar::api
