#include "groupware/base/utf8.h"

#include <gtest/gtest.h>

namespace groupware {
namespace {

TEST(Utf8, AcceptsExactlyWellFormedSequences) {
    for (const char* good : {"", "a", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
                             "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(isUtf8(good)) << good;
    }
    for (const char* bad : {"\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC2\x41", "\xE2\x82\x41"}) {
        EXPECT_FALSE(isUtf8(bad)) << bad;
    }
}

}  // namespace
}  // namespace groupware
