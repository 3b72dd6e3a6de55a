#include "groupware/base/utf8.h"
#include "groupware/formats/encoding/charset.h"
#include "groupware/formats/encoding/quoted_printable.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::formats::encoding {
namespace {

TEST(QuotedPrintable, Rfc2045Section6Point7) {
    EXPECT_EQ(
        decodeQuotedPrintable("Now's the time =\r\nfor all folk to come=\n to the aid of =\xC3=C4=c3=a4=0D=0A=3D."),
        "Now's the time for all folk to come to the aid of =\xC3\xC4\xC3\xA4\r\n=.");
    EXPECT_EQ(decodeQuotedPrintable("1=2=G1=4"), "1=2=G1=4") << "no codes";
    EXPECT_EQ(encodeQuotedPrintable("a=\xC3\xA4\r\nb\nc\t"), "a=3D=C3=A4=0D=0Ab=0D=0Ac=09");
}

TEST(Charset, ConvertsWhatIsInTheList) {
    EXPECT_EQ(toUtf8("M\xFCller \x80", "ISO-8859-1"), "M\xC3\xBCller \xE2\x82\xAC");
    EXPECT_EQ(toUtf8("\xA4", "iso-8859-15"), "\xE2\x82\xAC");
    EXPECT_EQ(toUtf8("\xCC\xCE\xD0", "KOI8-R"), "\xD0\xBB\xD0\xBD\xD0\xBF");
    EXPECT_EQ(toUtf8("\x93\xFA\x96\x7B", "SHIFT_JIS"), "\xE6\x97\xA5\xE6\x9C\xAC");
    EXPECT_EQ(toUtf8("\xE4\xF6", "utf-8"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(toUtf8("\x81"
                     "a",
                     "windows-1252"),
              "\xEF\xBF\xBD"
              "a");
    EXPECT_EQ(toUtf8(std::string("a\0\xE4", 3), "UTF-16LE"), "a\xEF\xBF\xBD") << "cut short";
    EXPECT_EQ(toUtf8("xe", "windows-1258"), "xe") << "the last letter waits for a combining character";
    EXPECT_EQ(toUtf8(std::string("\0\xD8"
                                 "a\0",
                                 4),
                     "UTF-16LE"),
              "\xEF\xBF\xBD"
              "a")
        << "half of a surrogate pair";
    EXPECT_EQ(toUtf8(std::string(10'000, '\xE4'), "windows-1252")->size(), 20'000U);
    for (const char* unknown : {"", "UTF-7", "UTF-8//TRANSLIT,X", "../x", "EBCDIC"}) {
        EXPECT_FALSE(toUtf8("a", unknown).has_value()) << unknown;
    }
}

TEST(Charset, GuessesTheUsualOnes) {
    EXPECT_EQ(guessedUtf8("\xEF\xBB\xBF\xC3\xA4"), "\xC3\xA4");
    EXPECT_EQ(guessedUtf8("\xC3\xA4"), "\xC3\xA4");
    EXPECT_EQ(guessedUtf8("\xE4"), "\xC3\xA4");
    EXPECT_EQ(guessedUtf8(std::string("\xFF\xFE\xE4\0", 4)), "\xC3\xA4");
    EXPECT_EQ(guessedUtf8(std::string("\xFE\xFF\0\xE4", 4)), "\xC3\xA4");
    EXPECT_EQ(guessedUtf8(""), "");
}

TEST(Charset, RepairsWhatIsNotUtf8) {
    EXPECT_EQ(repairedUtf8("a\xC3\xA4\xE2\x82\xF0\x9F\x98\x80\xC0\xAF"),
              "a\xC3\xA4\xEF\xBF\xBD\xEF\xBF\xBD\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_TRUE(isUtf8(repairedUtf8("\xED\xA0\x80\xF5")));
}

}  // namespace
}  // namespace groupware::formats::encoding
