#include "dbpool/migrate/migrator.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using Statements = std::vector<std::string>;

TEST(SplitStatementsTest, StatementsEndWithASemicolonAtTheEndOfALine) {
    EXPECT_EQ(dbpool::splitStatements("CREATE TABLE a (\n  i INT\n);\nINSERT INTO a VALUES (1);\n"),
              (Statements{"CREATE TABLE a (\n  i INT\n)", "INSERT INTO a VALUES (1)"}));
    EXPECT_EQ(dbpool::splitStatements("A; B;  \r\nC"), (Statements{"A; B", "C"}));
    EXPECT_TRUE(dbpool::splitStatements(" \n\n-- nothing;\n").empty());
}

TEST(SplitStatementsTest, CommentsAreDroppedAndTheirSemicolonsWithThem) {
    EXPECT_EQ(dbpool::splitStatements("-- first;\nCREATE TABLE a ( -- why;\n i INT -- what;\n); -- end\nB;"),
              (Statements{"CREATE TABLE a (\n i INT\n)", "B"}));
}

TEST(SplitStatementsTest, QuotedTextIsKeptAsItIs) {
    EXPECT_EQ(dbpool::splitStatements("INSERT INTO a VALUES ('x -- y;\nz;');\nB;"),
              (Statements{"INSERT INTO a VALUES ('x -- y;\nz;')", "B"}));
    EXPECT_EQ(dbpool::splitStatements("INSERT INTO a VALUES ('it''s \\' -- q');\nB;"),
              (Statements{"INSERT INTO a VALUES ('it''s \\' -- q')", "B"}));
}

}  // namespace
