#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/free_busy_visibility.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace groupware::calendar {

/// What a user says about his own time besides events.
struct OwnTime {
    FreeBusyVisibility visibility = FreeBusyVisibility::All;
    std::string availability{};  ///< a calendar with VAVAILABILITY components; empty: always available
};

/// The URL that a user published.
struct PublishedUrl {
    UserId user{};
    std::string seed{};   ///< what the token is made of
    std::string token{};  ///< its SHA-256
};

/// Works on a replica or inside a transaction.
class FreeBusyReader {
public:
    explicit FreeBusyReader(dbpool::ReadSession& session) : session_(session) {}

    /// Of those who said something. One statement for 512 of them.
    [[nodiscard]] std::map<UserId, OwnTime> ownTimes(std::span<const std::int64_t> users);
    [[nodiscard]] OwnTime ownTime(UserId user);
    /// @param token  SHA-256
    [[nodiscard]] std::optional<PublishedUrl> published(std::string_view token);
    [[nodiscard]] std::optional<PublishedUrl> publishedBy(UserId user);

private:
    dbpool::ReadSession& session_;
};

/// Writes it.
class FreeBusyWriter {
public:
    explicit FreeBusyWriter(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void setAvailability(UserId user, std::string_view text);
    void setVisibility(UserId user, FreeBusyVisibility visibility);
    void publish(const PublishedUrl& url);
    /// @return whether there was one
    bool unpublish(UserId user);
    void remove(UserId user);

private:
    dbpool::WriteTransaction& transaction_;
};

}  // namespace groupware::calendar
