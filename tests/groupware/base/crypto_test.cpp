#include "groupware/base/crypto.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

namespace groupware::crypto {
namespace {

// RFC 6234 section 8.5, test 1.
TEST(Crypto, Sha256OfAbc) {
    EXPECT_EQ(toHex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 4231 section 4.3, test case 2.
TEST(Crypto, HmacSha256OfAKnownCase) {
    EXPECT_EQ(toHex(hmacSha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Crypto, SealedTextOpensWithTheSameKeyAndPurposeOnly) {
    const std::string key = randomBytes(32);
    const std::string sealed = seal(key, "database password", "secret");
    EXPECT_EQ(sealed.find("secret"), std::string::npos);
    EXPECT_EQ(unseal(key, "database password", sealed), "secret");
    EXPECT_THROW((void)unseal(key, "cookie", sealed), Error);
    EXPECT_THROW((void)unseal(randomBytes(32), "database password", sealed), Error);
    std::string changed = sealed;
    changed[15] = static_cast<char>(changed[15] ^ 1);
    EXPECT_THROW((void)unseal(key, "database password", changed), Error);
    EXPECT_THROW((void)unseal(key, "database password", "short"), Error);
}

TEST(Crypto, SealingTwiceGivesDifferentOctets) {
    const std::string key = randomBytes(32);
    EXPECT_NE(seal(key, "p", "same"), seal(key, "p", "same"));
}

TEST(Crypto, HexRoundTripsAndRefusesOtherCharacters) {
    EXPECT_EQ(fromHex("00ff7A"), std::string("\x00\xff\x7a", 3));
    EXPECT_THROW((void)fromHex("0"), Error);
    EXPECT_THROW((void)fromHex("zz"), Error);
}

TEST(Crypto, ConstantTimeComparisonIsExact) {
    EXPECT_TRUE(equalConstantTime("abc", "abc"));
    EXPECT_FALSE(equalConstantTime("abc", "abd"));
    EXPECT_FALSE(equalConstantTime("abc", "abcd"));
}

}  // namespace
}  // namespace groupware::crypto
