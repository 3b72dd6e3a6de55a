#include "dbpool/driver/connection.h"

#include "dbpool/driver/bind.h"
#include "dbpool/driver/connect.h"
#include "dbpool/driver/error_mapping.h"
#include "dbpool/driver/result_copy.h"
#include "dbpool/driver/statement_cache.h"

#include <cppconn/connection.h>
#include <cppconn/parameter_metadata.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace dbpool {
namespace {

using Clock = std::chrono::steady_clock;

/// The library's timers may end a little before the second is full.
constexpr std::chrono::milliseconds kTimerSlack{100};

bool startsWithWord(std::string_view sql, std::string_view word) {
    const auto begin = std::find_if(sql.begin(), sql.end(), [](unsigned char c) { return std::isspace(c) == 0; });
    sql.remove_prefix(static_cast<std::size_t>(begin - sql.begin()));
    if (sql.size() <= word.size() || std::isspace(static_cast<unsigned char>(sql[word.size()])) == 0) return false;
    return std::equal(word.begin(), word.end(), sql.begin(),
                      [](unsigned char a, unsigned char b) { return a == std::toupper(b); });
}

std::string quotedIdentifier(std::string_view name) {
    std::string quoted = "`";
    for (const char c : name) {
        if (c == '`') quoted += '`';
        quoted += c;
    }
    return quoted + '`';
}

sql::SQLString toSqlString(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

class Connection::Implementation {
public:
    Implementation(const Endpoint& endpoint, const ConnectionLimits& limits)
        : connection_(connect(endpoint, limits)),
          statements_(limits.cachedStatements),
          patience_(limits.readTimeout - kTimerSlack) {}

    void use(std::string_view schema) {
        if (schema == schema_) return;
        guarded([&] { runText("USE " + quotedIdentifier(schema)); });
        schema_ = schema;
    }

    Rows query(std::string_view sql, std::span<const Value> values) {
        return guarded([&] {
            PreparedStatement& statement = statementFor(sql, values);
            const bool reads = statement.readsOnly;
            try {
                return runQuery(statement, sql, values);
            } catch (const sql::SQLException& exception) {
                constexpr int kColumnsChanged = 2057;  // the table of a `SELECT *` gained or lost a column
                if (!reads || exception.getErrorCode() != kColumnsChanged) throw;
            }
            return runQuery(statementFor(sql, values), sql, values);
        });
    }

    std::int64_t execute(std::string_view sql, std::span<const Value> values) {
        return guarded([&] {
            PreparedStatement& statement = statementFor(sql, values);
            if (statement.readsOnly) throw std::logic_error("the result of execute() would be lost");
            return run(statement, sql, values,
                       [](sql::PreparedStatement& bound) { return std::int64_t{bound.executeUpdate()}; });
        });
    }

    void command(std::string_view sql) {
        if (startsWithWord(sql, "USE")) throw std::logic_error("call use() instead of sending USE");
        guarded([&] { runText(sql); });
        // The current schema may be gone; a new one of the same name is not the session's until the next USE.
        if (startsWithWord(sql, "DROP")) schema_.clear();
    }

    Rows queryText(std::string_view sql) {
        return guarded([&] {
            const std::unique_ptr<sql::Statement> statement(connection_->createStatement());
            ++roundTrips_;
            const std::unique_ptr<sql::ResultSet> result(statement->executeQuery(toSqlString(sql)));
            return copyWithNames(*result);
        });
    }

    bool alive() {
        if (broken_) return false;
        ++roundTrips_;
        const auto start = Clock::now();
        try {
            broken_ = !connection_->isValid();  // the driver's isClosed() stays false after a kill
        } catch (const sql::SQLException&) {
            broken_ = true;
        }
        silent_ = broken_ && Clock::now() - start >= patience_;
        return !broken_;
    }

    [[nodiscard]] bool broken() const noexcept { return broken_; }
    [[nodiscard]] bool silent() const noexcept { return silent_; }
    [[nodiscard]] std::uint64_t roundTrips() const noexcept { return roundTrips_; }

private:
    template <class Operation>
    std::invoke_result_t<const Operation&> guarded(const Operation& operation) {
        if (broken_) throw DbError(DbErrorKind::ConnectionLost, 0, "the connection was lost earlier");
        const auto start = Clock::now();
        try {
            return operation();
        } catch (const sql::SQLException& exception) {
            throw failed(exception, Clock::now() - start);
        }
    }

    /// The client library has one number for a connection that was cut and for one that timed out; time tells.
    DbError failed(const sql::SQLException& exception, Clock::duration elapsed) {
        auto error = toDbError(exception, Phase::Connected);
        constexpr int kPacketTooLarge = 1153;  // the server closes the connection after it
        const bool lost = error.kind() == DbErrorKind::ConnectionLost;
        broken_ = broken_ || lost || error.code() == kPacketTooLarge;
        if (!lost || elapsed < patience_) return error;
        silent_ = true;
        return {DbErrorKind::Timeout, error.code(), "the server did not answer in time"};
    }

    /// COMMIT and the like go this way, never by the driver's commit(), rollback() or setAutoCommit(): those drop the
    /// server's answer, and a lost transaction looks committed.
    void runText(std::string_view sql) {
        const std::unique_ptr<sql::Statement> statement(connection_->createStatement());
        ++roundTrips_;
        if (statement->execute(toSqlString(sql))) {
            const std::unique_ptr<sql::ResultSet> unread(statement->getResultSet());
        }
    }

    Rows runQuery(PreparedStatement& statement, std::string_view sql, std::span<const Value> values) {
        return run(statement, sql, values, [](sql::PreparedStatement& bound) {
            const std::unique_ptr<sql::ResultSet> result(bound.executeQuery());
            if (result->getMetaData()->getColumnCount() == 0) throw std::logic_error("a query without a result");
            return copyOf(*result);
        });
    }

    template <class Run>
    std::invoke_result_t<const Run&, sql::PreparedStatement&> run(PreparedStatement& statement, std::string_view sql,
                                                                  std::span<const Value> values, const Run& operation) {
        try {
            bind(*statement.handle, values);
            ++roundTrips_;
            return operation(*statement.handle);
        } catch (...) {
            statements_.erase(schema_, sql);  // what state it is in is the driver's secret
            throw;
        }
    }

    PreparedStatement& statementFor(std::string_view sql, std::span<const Value> values) {
        PreparedStatement* statement = statements_.find(schema_, sql);
        if (statement == nullptr) statement = &prepare(sql);
        // The driver would fill up missing values with those of the previous execution.
        if (values.size() != statement->parameters) {
            throw std::logic_error("a statement with " + std::to_string(statement->parameters) + " parameters got " +
                                   std::to_string(values.size()) + " values");
        }
        return *statement;
    }

    PreparedStatement& prepare(std::string_view sql) {
        ++roundTrips_;
        PreparedStatement fresh{
            std::unique_ptr<sql::PreparedStatement>(connection_->prepareStatement(toSqlString(sql)))};
        fresh.parameters = static_cast<std::size_t>(fresh.handle->getParameterMetaData()->getParameterCount());
        fresh.readsOnly = fresh.handle->getMetaData()->getColumnCount() > 0;
        return statements_.add(schema_, sql, std::move(fresh));
    }

    // Order matters: the statements are destroyed before their connection.
    std::unique_ptr<sql::Connection> connection_;
    StatementCache statements_;
    std::string schema_;
    Clock::duration patience_;
    bool broken_ = false;
    bool silent_ = false;
    std::uint64_t roundTrips_ = 0;
};

Connection::Connection(const Endpoint& endpoint, const ConnectionLimits& limits)
    : implementation_(std::make_unique<Implementation>(endpoint, limits)) {}
Connection::~Connection() = default;

void Connection::use(std::string_view schema) {
    implementation_->use(schema);
}
Rows Connection::query(std::string_view sql, std::span<const Value> values) {
    return implementation_->query(sql, values);
}
std::int64_t Connection::execute(std::string_view sql, std::span<const Value> values) {
    return implementation_->execute(sql, values);
}
void Connection::command(std::string_view sql) {
    implementation_->command(sql);
}
Rows Connection::queryText(std::string_view sql) {
    return implementation_->queryText(sql);
}
bool Connection::broken() const noexcept {
    return implementation_->broken();
}
bool Connection::alive() {
    return implementation_->alive();
}
bool Connection::silent() const noexcept {
    return implementation_->silent();
}
std::uint64_t Connection::roundTrips() const noexcept {
    return implementation_->roundTrips();
}

}  // namespace dbpool
