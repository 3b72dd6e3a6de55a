#include "dbpool/routing/list_statement.h"

#include "dbpool/routing/read_session.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace {

std::vector<std::int64_t> numbers(const dbpool::ListStatement& statement) {
    std::vector<std::int64_t> found;
    for (const dbpool::Value& value : statement.values) found.push_back(std::get<std::int64_t>(value.get()));
    return found;
}

TEST(ListStatementTest, TheListIsPaddedToAPowerOfTwoWithItsLastNumber) {
    const std::vector<std::int64_t> list{5, 6, 7};
    const std::vector<dbpool::Value> values{1};
    const auto statement = dbpool::expandList("SELECT a FROM t WHERE x = ? AND id IN (?...) ORDER BY a", values, list);
    EXPECT_EQ(statement.sql, "SELECT a FROM t WHERE x = ? AND id IN (?,?,?,?) ORDER BY a");
    EXPECT_EQ(numbers(statement), (std::vector<std::int64_t>{1, 5, 6, 7, 7}));
}

TEST(ListStatementTest, OneNumberIsNotPadded) {
    const std::vector<std::int64_t> list{5};
    EXPECT_EQ(dbpool::expandList("id IN (?...)", {}, list).sql, "id IN (?)");
}

TEST(ListStatementTest, EmptyTooLongAndMissingListsAreBugs) {
    const std::vector<std::int64_t> none;
    const std::vector<std::int64_t> one{1};
    const std::vector<std::int64_t> many(dbpool::ReadSession::kMaxListValues + 1);
    EXPECT_THROW(static_cast<void>(dbpool::expandList("id IN (?...)", {}, none)), std::logic_error);
    EXPECT_THROW(static_cast<void>(dbpool::expandList("id IN (?...)", {}, many)), std::logic_error);
    EXPECT_THROW(static_cast<void>(dbpool::expandList("id = ?", {}, one)), std::logic_error);
}

}  // namespace
