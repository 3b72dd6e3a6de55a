#pragma once

#include "dbpool/driver/rows.h"
#include "dbpool/driver/value.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dbpool {

/// One database server and the account to use there.
struct Endpoint {
    std::string host;
    int port = 3306;
    std::string user;
    std::string password;
    /// PEM file of the authority that signs the server's certificate. Not empty: TLS is required, the chain is
    /// verified, and a plaintext connection is refused.
    std::string tlsCaFile;
    bool tlsVerifyName = true;            ///< the certificate must also name `host`
    std::string tlsCertificateFile = {};  ///< PEM file of the client's certificate, for accounts that require one
    std::string tlsKeyFile = {};          ///< PEM file of its key

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

struct ConnectionLimits {
    std::chrono::seconds connectTimeout{2};  ///< covers the handshake
    std::chrono::seconds readTimeout{12};    ///< longest silence of the server during one statement
    std::chrono::seconds answerTimeout{2};   ///< the same for connections that a Pool lends for reading
    std::chrono::seconds lockTimeout{10};    ///< longest wait for a row or table lock; cut to less than readTimeout
    std::size_t cachedStatements = 256;      ///< per connection, least recently used go first; at least 1
};

/// One connection, with the traps of Connector/C++ 1.1 closed: commits are SQL text whose errors are seen, integers are
/// signed, unknown options cannot be set, results never outlive their connection. Used by one thread at a time, but may
/// move between threads. A connection that failed with ConnectionLost stays broken; throw it away. So does one whose
/// server said nothing for the read timeout: that is Timeout, and silent().
///
/// Session settings: UTC, strict SQL mode, REPEATABLE READ with `innodb_snapshot_isolation=ON`, found rows counted as
/// affected.
class Connection {
public:
    /// @throws DbError AccessDenied, Unreachable: also when TLS is required and the server does not offer it, or shows
    ///         a certificate that does not hold
    Connection(const Endpoint& endpoint, const ConnectionLimits& limits);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Makes `schema` the one that unqualified names mean. No round trip if it already is.
    void use(std::string_view schema);

    /// A prepared statement, cached by (schema, text): a prepared statement keeps the schema it was prepared in.
    /// @throws DbError; std::logic_error if the number of values is not the number of parameters
    [[nodiscard]] Rows query(std::string_view sql, std::span<const Value> values);
    [[nodiscard]] Rows query(std::string_view sql, std::initializer_list<Value> values = {}) {
        return query(sql, std::span<const Value>(values.begin(), values.size()));
    }
    /// As query(), for statements without a result.
    /// @return rows matched; of `ON DUPLICATE KEY UPDATE` 1 per row inserted or left as it was, 2 per row changed
    std::int64_t execute(std::string_view sql, std::span<const Value> values);
    std::int64_t execute(std::string_view sql, std::initializer_list<Value> values = {}) {
        return execute(sql, std::span<const Value>(values.begin(), values.size()));
    }

    /// Sends one statement as text: START TRANSACTION, COMMIT, ROLLBACK, SET, DDL. Never with values in it, never USE.
    /// @throws DbError, also for a COMMIT that did not reach the server
    void command(std::string_view sql);
    [[nodiscard]] Rows queryText(std::string_view sql);

    /// True after ConnectionLost or a silent server. Every further statement fails with ConnectionLost.
    [[nodiscard]] bool broken() const noexcept;
    /// True if it broke because the server did not answer in time: others that ask it would wait as long.
    [[nodiscard]] bool silent() const noexcept;
    /// Asks the server (COM_PING).
    [[nodiscard]] bool alive();
    /// Statements sent since it was opened, prepares included.
    [[nodiscard]] std::uint64_t roundTrips() const noexcept;

private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace dbpool
