#include "groupware/principals/password_rules.h"

#include "groupware/principals/options.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

PasswordRules rules(const std::string& pattern, const std::string& hint = {}) {
    return PasswordRules(Configuration(
        options(), {{std::string(kPasswordPattern.key), pattern}, {std::string(kPasswordPatternHint.key), hint}}));
}

TEST(PasswordRules, WithoutAPatternEverythingIsAllowed) {
    EXPECT_NO_THROW(rules("").requireAllowed(""));
    EXPECT_NO_THROW(rules("").requireAllowed("\xC3\x9C any thing"));
}

TEST(PasswordRules, APatternIsMetByTheWholePassword) {
    const auto digits = rules(".*[0-9].*[0-9].*", "Two digits, please.");
    EXPECT_NO_THROW(digits.requireAllowed("a1b2"));
    try {
        digits.requireAllowed("a1b");
        ADD_FAILURE() << "one digit";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadRequest);
        EXPECT_EQ(error.publicText(), "Two digits, please.");
    }
    EXPECT_THROW(rules("[a-z]+").requireAllowed("abc1"), Error);
}

TEST(PasswordRules, TheLongestPasswordIsMatchedToo) {
    EXPECT_NO_THROW(rules("(a|b|[^c])*").requireAllowed(std::string(511, 'a')));
}

TEST(PasswordRules, WhatIsNoPatternIsRefusedAtTheStart) {
    EXPECT_EQ(::test::codeOf([] { (void)rules("[a"); }), ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::principals
