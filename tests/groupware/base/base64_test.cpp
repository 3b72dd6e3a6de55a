#include "groupware/base/base64.h"

#include <gtest/gtest.h>

#include <utility>

namespace groupware {
namespace {

TEST(Base64, Rfc4648Section10) {
    const std::pair<const char*, const char*> vectors[]{{"", ""},
                                                        {"f", "Zg=="},
                                                        {"fo", "Zm8="},
                                                        {"foo", "Zm9v"},
                                                        {"foob", "Zm9vYg=="},
                                                        {"fooba", "Zm9vYmE="},
                                                        {"foobar", "Zm9vYmFy"}};
    for (const auto& [octets, text] : vectors) {
        EXPECT_EQ(encodeBase64(octets), text);
        EXPECT_EQ(decodeBase64(text), octets);
    }
}

TEST(Base64, TakesLineBreaksAndMissingPadding) {
    EXPECT_EQ(decodeBase64(" Zm9v\r\n\tYg = ="), "foob");
    EXPECT_EQ(decodeBase64("Zm9vYg"), "foob");
    EXPECT_EQ(decodeBase64("+/+/"), "\xFB\xFF\xBF");
    for (const char* broken : {"Zm9vY", "Zm9v-_", "Zg==Zg==", "Z\xC3\xA4"}) {
        EXPECT_FALSE(decodeBase64(broken).has_value()) << broken;
    }
}

}  // namespace
}  // namespace groupware
