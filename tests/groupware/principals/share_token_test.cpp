#include "groupware/principals/share_token.h"

#include "groupware/base/error.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

TEST(ShareToken, NamesItsContextAndIsReadAsItIsWritten) {
    const auto token = ShareTokens("key").of({0x01020304}, "seed");
    EXPECT_EQ(token.hex().size(), 48U);
    EXPECT_EQ(token.hex().substr(0, 8), "01020304");
    EXPECT_EQ(token.context(), ContextId{0x01020304});
    EXPECT_EQ(ShareToken::parse(token.hex()), token);
    EXPECT_EQ(token.hash().size(), 32U);
}

TEST(ShareToken, DependsOnKeyContextAndSeed) {
    const auto token = ShareTokens("key").of({1}, "seed").hex().substr(8);
    EXPECT_EQ(ShareTokens("key").of({1}, "seed").hex().substr(8), token);
    EXPECT_NE(ShareTokens("other").of({1}, "seed").hex().substr(8), token);
    EXPECT_NE(ShareTokens("key").of({2}, "seed").hex().substr(8), token);
    EXPECT_NE(ShareTokens("key").of({1}, "sees").hex().substr(8), token);
    EXPECT_NE(ShareTokens::newSeed(), ShareTokens::newSeed());
    EXPECT_EQ(ShareTokens::newSeed().size(), ShareTokens::kSeedOctets);
}

TEST(ShareToken, NothingElseIsOne) {
    const auto hex = ShareTokens("key").of({1}, "seed").hex();
    for (const auto& text : {std::string(), hex.substr(1), hex + "0", hex.substr(0, 47) + "g", hex.substr(0, 47) + "A",
                             std::string(48, ' ')}) {
        EXPECT_FALSE(ShareToken::parse(text).has_value()) << text;
    }
    EXPECT_EQ(::test::codeOf([] { (void)ShareTokens("key").of({1LL << 32}, "seed"); }), ErrorCode::Internal);
}

}  // namespace
}  // namespace groupware::principals
