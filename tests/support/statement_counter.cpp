#include "tests/support/statement_counter.h"

#include "tests/support/eventually.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace test {
namespace {

constexpr std::size_t kLongestPrinted = 300;

}  // namespace

std::ostream& operator<<(std::ostream& out, const SeenStatement& statement) {
    auto text = statement.text.substr(0, kLongestPrinted);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return out << text << (text.size() < statement.text.size() ? "..." : "") << "  (rows: " << statement.rows << ")";
}

std::ostream& operator<<(std::ostream& out, const StatementFigure& figure) {
    out << figure.value;
    for (const auto& statement : figure.statements) out << "\n    " << statement;
    return out;
}

StatementCounter::StatementCounter(const MariaDbServer& server, std::string schemas, std::string_view account)
    : server_(server), schemas_(std::move(schemas)), account_(account) {}

StatementFigure StatementCounter::statements(const std::function<void()>& action, const std::string& pattern) const {
    auto all = seen(action, pattern);
    const auto count = static_cast<std::int64_t>(all.size());
    return {.value = count, .statements = std::move(all)};
}

StatementFigure StatementCounter::rows(const std::function<void()>& action) const {
    StatementFigure figure{.value = 0, .statements = seen(action, "%")};
    for (const auto& statement : figure.statements) figure.value += statement.rows;
    return figure;
}

/// The slow log, which takes everything here (mariadb_server.cpp), knows of each statement who ran it where, and what
/// it read. Whether it is on is each connection's own, so it always is, and only sometimes goes to its table. The
/// server writes it after it has answered.
std::vector<SeenStatement> StatementCounter::seen(const std::function<void()>& action,
                                                  const std::string& pattern) const {
    dbpool::Connection observer(server_.administrator(), {});
    waitUntilIdle(observer);
    observer.command("TRUNCATE mysql.slow_log");
    observer.command("SET GLOBAL log_output = 'TABLE'");
    action();
    waitUntilIdle(observer);
    observer.command("SET GLOBAL log_output = 'NONE'");

    auto rows = observer.query(
        "SELECT sql_text, rows_examined FROM mysql.slow_log WHERE db LIKE ? AND user_host LIKE ?"
        " AND sql_text NOT LIKE '# administrator command:%' AND sql_text NOT LIKE 'USE %' AND sql_text LIKE ?",
        {schemas_, account_ + "[%", pattern});
    std::vector<SeenStatement> statements;
    while (rows.next()) statements.push_back({.text = rows.text(1), .rows = rows.integer(2)});
    return statements;
}

void StatementCounter::waitUntilIdle(dbpool::Connection& observer) const {
    const auto idle = [&] {
        auto busy = observer.query(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE user = ? AND db LIKE ? AND command <> 'Sleep'",
            {account_, schemas_});
        return busy.next() && busy.integer(1) == 0;
    };
    if (!eventually(std::chrono::seconds(10), idle)) throw std::runtime_error("somebody else works in " + schemas_);
}

}  // namespace test
