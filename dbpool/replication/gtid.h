#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace dbpool {

/// One global transaction id of MariaDB, `domain-server-sequence`.
struct Gtid {
    std::int64_t domain = 0;
    std::int64_t server = 0;    ///< server_id of the server that first wrote the transaction
    std::int64_t sequence = 0;  ///< counts up within the domain

    [[nodiscard]] std::string text() const;
    friend bool operator==(const Gtid&, const Gtid&) = default;
};

/// How far a server is: the last transaction of every replication domain, as in `gtid_binlog_pos` or `Gtid_IO_Pos`.
/// Positions are comparable when the server runs with `gtid_strict_mode`: then sequences of a domain only count up.
class GtidPosition {
public:
    GtidPosition() = default;

    /// @param text  `0-1-100,7-3-42` or empty. Of several ids of a domain the one with the highest sequence counts.
    /// @throws groupware::Error BadRequest
    [[nodiscard]] static GtidPosition parse(std::string_view text);

    /// As the server writes it, domains in order. Empty if there is none.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool empty() const noexcept { return last_.empty(); }
    [[nodiscard]] const std::map<std::int64_t, Gtid>& domains() const noexcept { return last_; }
    /// 0 if nothing of that domain is known.
    [[nodiscard]] std::int64_t sequence(std::int64_t domain) const;

    /// Whether everything up to `other` is included, in every domain.
    [[nodiscard]] bool covers(const GtidPosition& other) const { return distanceTo(other) == 0; }
    /// Transactions that are missing here to have everything of `other`, summed over the domains. What is here and not
    /// there does not count.
    [[nodiscard]] std::int64_t distanceTo(const GtidPosition& other) const;
    /// Takes over what `other` has more, domain by domain.
    void raiseTo(const GtidPosition& other);

    friend bool operator==(const GtidPosition&, const GtidPosition&) = default;

private:
    void raiseTo(const Gtid& gtid);

    std::map<std::int64_t, Gtid> last_;  ///< by domain
};

}  // namespace dbpool
