#pragma once

#include "dbpool/driver/connection.h"
#include "dbpool/replication/server_report.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dbpool {

/// One server of a database cluster and the account to work there with.
struct Member {
    std::string name;  ///< as registered; only for people
    Endpoint endpoint;
};

/// A member and what it said, or why it did not.
struct MemberView {
    Member member;
    std::optional<ServerReport> report;
    std::string problem;  ///< why there is no report
    /// When the last promotion was, by the clock of the server that it made the master; the epoch if there was none.
    std::chrono::system_clock::time_point promotedAt{};

    [[nodiscard]] bool visible() const noexcept { return report.has_value(); }
};

/// Asks all members at once; takes as long as the slowest, at most the limits' connect and read timeouts.
/// @param schema  where `cluster_state` is
[[nodiscard]] std::vector<MemberView> survey(const std::vector<Member>& members, std::string_view schema,
                                             const ConnectionLimits& limits);

/// The highest term that any of them knows of; 0 if none does.
[[nodiscard]] std::int64_t highestTerm(std::span<const MemberView> views);

/// The master: writable, follows nobody, and has the highest term; of several such the one that the term names.
/// @return its index; nothing if there is none, or if several claim it and the term names none of them
[[nodiscard]] std::optional<std::size_t> masterAmong(std::span<const MemberView> views);

/// masterAmong(), or else the server that the highest term names and that follows nobody, although it is read-only: a
/// master that was restarted or is being replaced.
[[nodiscard]] std::optional<std::size_t> ownerAmong(std::span<const MemberView> views);

/// The member of that name. @throws groupware::Error NotFound
[[nodiscard]] std::size_t memberNamed(std::span<const MemberView> views, std::string_view name);

}  // namespace dbpool
