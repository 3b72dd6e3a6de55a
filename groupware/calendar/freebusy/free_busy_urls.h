#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/principals/share_token.h"

#include <optional>
#include <string>
#include <utility>

namespace groupware::calendar {

/// Which users publish when they are busy, and where. Whoever calls may do that for the user. Safe to call from any
/// thread.
class FreeBusyUrls {
public:
    /// The database outlives this object.
    FreeBusyUrls(dbpool::ContextDatabase& database, principals::ShareTokens tokens)
        : database_(database), tokens_(std::move(tokens)) {}

    /// Hex digits: the end of the URL. Nothing if the user publishes nothing.
    [[nodiscard]] std::optional<std::string> token(ContextId context, UserId user, const Freshness& freshness) const;
    struct Published {
        std::string token{};
        CommitToken committed{};
    };
    /// A new token; the one before, if there is one, is over.
    Published publish(ContextId context, UserId user) const;
    CommitToken unpublish(ContextId context, UserId user) const;

    /// What follows the host: "/ajax/free-busy/<token>.ifb".
    [[nodiscard]] static std::string pathOf(const std::string& token);

private:
    dbpool::ContextDatabase& database_;
    principals::ShareTokens tokens_;
};

}  // namespace groupware::calendar
