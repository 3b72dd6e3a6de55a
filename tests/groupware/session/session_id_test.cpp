#include "groupware/session/session_id.h"

#include "groupware/base/error.h"
#include "groupware/session/cookies.h"

#include <gtest/gtest.h>

namespace groupware::session {
namespace {

TEST(SessionId, BeginsWithTheContextAndIsRandomBehind) {
    const auto one = SessionId::create(ContextId{0x01020304});
    const auto two = SessionId::create(ContextId{0x01020304});
    EXPECT_EQ(one.hex().size(), 32U);
    EXPECT_EQ(one.hex().substr(0, 8), "01020304");
    EXPECT_EQ(one.context(), ContextId{0x01020304});
    EXPECT_NE(one.hex(), two.hex());
    EXPECT_EQ(SessionId::parse(one.hex()), one);
}

TEST(SessionId, HoldsContextIdsOfThirtyTwoBits) {
    EXPECT_EQ(SessionId::create(ContextId{4294967295}).context(), ContextId{4294967295});
    EXPECT_THROW((void)SessionId::create(ContextId{4294967296}), Error);
    EXPECT_THROW((void)SessionId::create(ContextId{-1}), Error);
}

TEST(SessionId, IsExactlyThirtyTwoLowerCaseHexDigits) {
    const std::string good = "0000000731060fc80b9e44d38148ef4d";
    EXPECT_TRUE(SessionId::parse(good).has_value());
    EXPECT_FALSE(SessionId::parse("").has_value());
    EXPECT_FALSE(SessionId::parse(good.substr(1)).has_value());
    EXPECT_FALSE(SessionId::parse(good + "0").has_value());
    EXPECT_FALSE(SessionId::parse("0000000731060FC80b9e44d38148ef4d").has_value());
    EXPECT_FALSE(SessionId::parse("0000000731060fc80b9e44d38148ef4g").has_value());
    EXPECT_FALSE(SessionId::parse(std::string(32, '\0')).has_value());
}

TEST(Cookies, DependOnClientAndBrowser) {
    const Client mail{.name = "mail", .userAgent = "Agent/1", .address = "192.0.2.1"};
    Client other = mail;
    other.address = "192.0.2.2";
    EXPECT_EQ(cookieHash(mail), cookieHash(other));
    other.name = "drive";
    EXPECT_NE(cookieHash(mail), cookieHash(other));
    EXPECT_EQ(publicCookieHash(mail), publicCookieHash(other));
    other.userAgent = "Agent/2";
    EXPECT_NE(publicCookieHash(mail), publicCookieHash(other));
}

}  // namespace
}  // namespace groupware::session
