#pragma once

#include "tests/support/data_template.h"
#include "tests/support/mariadb_server.h"

#include <compare>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace test {

/// One statement, as the server ran it.
struct SeenStatement {
    std::string text;       ///< with the values that were bound
    std::int64_t rows = 0;  ///< that the server looked at, in tables and indexes
};
std::ostream& operator<<(std::ostream& out, const SeenStatement& statement);

/// A number that knows where it comes from: compare it with an integer, and what fails prints the statements.
struct StatementFigure {
    std::int64_t value = 0;
    std::vector<SeenStatement> statements;

    friend bool operator==(const StatementFigure& left, std::int64_t right) { return left.value == right; }
    friend bool operator==(const StatementFigure& left, const StatementFigure& right) {
        return left.value == right.value;
    }
    friend std::strong_ordering operator<=>(const StatementFigure& left, std::int64_t right) {
        return left.value <=> right;
    }
};
std::ostream& operator<<(std::ostream& out, const StatementFigure& figure);

/// What an action costs a server, in statements and rows:
///
///     EXPECT_EQ(counter.statements([&] { service.get(caller, id); }), 2);
///     EXPECT_LT(counter.rows([&] { service.get(caller, id); }), 50);
///
/// Only what one account runs in some schemas counts, so what watches servers, reads the config DB, asks whether
/// connections live, or sets new ones up, does not; nor do PREPARE, and the USE with which a new connection begins. Let
/// nothing else work there meanwhile: one schema belongs to one installation and test.
class StatementCounter {
public:
    /// @param server   one of tests/support, which must outlive this object
    /// @param schemas  a pattern of LIKE
    StatementCounter(const MariaDbServer& server, std::string schemas, std::string_view account = kNodeUser);

    /// How many statements the action sends: text and prepared ones, transaction control included.
    /// @param pattern  of LIKE: count only those whose text it describes
    [[nodiscard]] StatementFigure statements(const std::function<void()>& action,
                                             const std::string& pattern = "%") const;
    /// How many rows the server looks at for them.
    [[nodiscard]] StatementFigure rows(const std::function<void()>& action) const;

private:
    [[nodiscard]] std::vector<SeenStatement> seen(const std::function<void()>& action,
                                                  const std::string& pattern) const;
    void waitUntilIdle(dbpool::Connection& observer) const;

    const MariaDbServer& server_;
    std::string schemas_;
    std::string account_;
};

}  // namespace test
