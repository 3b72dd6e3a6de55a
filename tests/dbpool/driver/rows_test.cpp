#include "dbpool/driver/rows.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/driver/row_buffer.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <stdexcept>
#include <string>

namespace dbpool {
namespace {

/// One row: 42, 2.5, "abc", NULL, "17", "18446744073709551615".
Rows oneRow() {
    auto buffer = std::make_unique<RowBuffer>(6);
    buffer->add(std::int64_t{42});
    buffer->add(2.5);
    buffer->add(std::string_view("abc"));
    buffer->addNull();
    buffer->add(std::string_view("17"));
    buffer->add(std::string_view("18446744073709551615"));
    return Rows(std::move(buffer));
}

TEST(RowsTest, NextStepsThroughTheRowsAndStaysAtTheEnd) {
    auto rows = oneRow();
    EXPECT_EQ(rows.count(), 1U);
    EXPECT_TRUE(rows.next());
    EXPECT_FALSE(rows.next());
    EXPECT_FALSE(rows.next());
    EXPECT_THROW((void)rows.integer(1), std::logic_error);
}

TEST(RowsTest, ACopyReadsOnFromItsOwnPlace) {
    auto rows = oneRow();
    Rows copy = rows;
    ASSERT_TRUE(rows.next());
    EXPECT_THROW((void)copy.integer(1), std::logic_error);
    const Rows later = rows;
    EXPECT_EQ(later.integer(1), 42);
}

TEST(RowsTest, RowsAndColumnsThatAreLeftOutAreNotThere) {
    auto buffer = std::make_unique<RowBuffer>(2);
    for (const std::int64_t number : {11, 12, 21, 22, 31, 32}) buffer->add(number);
    Rows rows = Rows(std::move(buffer)).from(2, 2);
    EXPECT_EQ(rows.count(), 2U);
    EXPECT_THROW((void)rows.integer(1), std::logic_error);
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), 22);
    EXPECT_THROW((void)rows.integer(0), std::logic_error);
    EXPECT_THROW((void)rows.integer(2), std::logic_error);
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), 32);
    EXPECT_FALSE(rows.next());

    Rows none = rows.from(3, 1);
    EXPECT_EQ(none.count(), 0U);
    EXPECT_FALSE(none.next());
    EXPECT_EQ(rows.from(2, 1).count(), 1U);
}

TEST(RowsTest, ReadingBeforeTheFirstRowOrPastTheLastColumnIsABug) {
    auto rows = oneRow();
    EXPECT_THROW((void)rows.integer(1), std::logic_error);
    ASSERT_TRUE(rows.next());
    EXPECT_THROW((void)rows.integer(0), std::logic_error);
    EXPECT_THROW((void)rows.text(7), std::logic_error);
}

TEST(RowsTest, NullReadsAsNothingOrAsTheEmptyValue) {
    auto rows = oneRow();
    ASSERT_TRUE(rows.next());
    EXPECT_TRUE(rows.isNull(4));
    EXPECT_FALSE(rows.isNull(3));
    EXPECT_EQ(rows.maybeInteger(4), std::nullopt);
    EXPECT_EQ(rows.maybeText(4), std::nullopt);
    EXPECT_EQ(rows.integer(4), 0);
    EXPECT_EQ(rows.text(4), "");
    EXPECT_EQ(rows.real(4), 0.0);
}

TEST(RowsTest, NumbersInDecimalTextAreNumbers) {
    auto rows = oneRow();
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(5), 17);  // SUM() is a DECIMAL, which arrives as text
    EXPECT_EQ(rows.real(5), 17.0);
    EXPECT_EQ(rows.text(1), "42");
    EXPECT_EQ(rows.text(2), "2.5");
    EXPECT_TRUE(rows.flag(1));
}

TEST(RowsTest, AValueThatIsNoSuchNumberIsRefusedInsteadOfCut) {
    auto rows = oneRow();
    ASSERT_TRUE(rows.next());
    EXPECT_THROW((void)rows.integer(2), DbError);
    EXPECT_THROW((void)rows.integer(3), DbError);
    EXPECT_THROW((void)rows.real(3), DbError);
    EXPECT_THROW((void)rows.integer(6), DbError);
}

}  // namespace
}  // namespace dbpool
