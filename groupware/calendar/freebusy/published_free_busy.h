#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/calendar/free_busy_limits.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/freebusy/free_busy_urls.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::calendar {

/// What somebody without a session asks for.
struct PublishedRange {
    std::optional<Instant> from{};  ///< nothing: a week ago
    std::optional<Instant> to{};    ///< nothing: nine weeks after `from`, as far as may be
};

/// When users are busy, for whoever has the URL: without session, titles and places. A user publishes it and takes it
/// back himself. The token is made of a random seed and the cluster's key, so that its owner can be told it again; only
/// its hash is stored. Safe to call from any thread.
class PublishedFreeBusy {
public:
    /// Everything referred to outlives this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const FreeBusyService& freeBusy;
        const Clock& clock;
        const FreeBusyUrls& urls;
        std::function<FreeBusyLimits()> limits;  ///< asked at each use: they may change meanwhile
    };
    explicit PublishedFreeBusy(Parts parts) : parts_(std::move(parts)) {}

    /// Hex digits: the end of the URL. Nothing if the user publishes nothing.
    [[nodiscard]] std::optional<std::string> token(const Caller& caller) const;
    using Published = FreeBusyUrls::Published;
    /// A new token; the one before, if there is one, is over.
    Published publish(const Caller& caller) const;
    CommitToken unpublish(const Caller& caller) const;

    /// A calendar object with one VFREEBUSY. RFC 5545 section 3.6.4. Its octets depend on the calendar, the range and
    /// the day (UTC) alone.
    /// @throws Error NotFound for a token that is none, not any more, or of somebody who may not use calendars;
    /// likewise
    ///         if his context is not active. BadRequest for a range outside of `calendar.publishedPast` and
    ///         `calendar.publishedFuture`
    [[nodiscard]] std::string text(std::string_view token, const PublishedRange& range) const;

private:
    Parts parts_;
};

}  // namespace groupware::calendar
