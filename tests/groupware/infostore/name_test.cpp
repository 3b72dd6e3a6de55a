#include "groupware/infostore/name.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::infostore {
namespace {

ErrorCode refusalOf(std::string_view name) {
    try {
        requireValidName(name, 255);
    } catch (const Error& error) {
        return error.code();
    }
    ADD_FAILURE() << "accepted: " << name;
    return ErrorCode::Internal;
}

TEST(Name, AcceptsWhatPeopleCallTheirFiles) {
    for (const auto* name : {"report.pdf", "Übersicht 2026.ods", "a", ".profile", "日本語.txt", "a..b", "it's (1).md",
                             "COM10", "console.log", "\xF0\x9F\x98\x80.png"}) {
        EXPECT_NO_THROW(requireValidName(name, 255)) << name;
    }
}

TEST(Name, RefusesWhatSomeClientCannotStore) {
    for (const auto* name :
         {"",           ".",         "..",      "a/b",   "a\\b",  "a:b",     "a*",  "what?",   "<a>",  "a|b",
          "say \"hi\"", "tab\tname", "del\x7F", "ends.", "ends ", " starts", "CON", "nul.txt", "Lpt1", "com9.tar.gz"}) {
        EXPECT_EQ(refusalOf(name), ErrorCode::BadRequest) << name;
    }
    EXPECT_EQ(refusalOf(std::string_view("a\0b", 3)), ErrorCode::BadRequest);
}

TEST(Name, RefusesBytesThatAreNotUtf8) {
    // RFC 3629 section 10: overlong forms and surrogates are how path tricks get through.
    for (const auto* name : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                             "\xF8\x88\x80\x80\x80", "cut\xE2\x82"}) {
        EXPECT_EQ(refusalOf(name), ErrorCode::BadRequest);
    }
}

TEST(Name, CountsCharactersNotBytes) {
    std::string name;
    for (int i = 0; i < 255; ++i) name += "\xC3\xA4";
    EXPECT_NO_THROW(requireValidName(name, 255));
    EXPECT_EQ(refusalOf(name + "a"), ErrorCode::TooLarge);
}

TEST(Name, NumbersGoBeforeTheExtension) {
    EXPECT_EQ(numberedName("a.txt", 1, 255), "a (1).txt");
    EXPECT_EQ(numberedName("a.tar.gz", 12, 255), "a.tar (12).gz");
    EXPECT_EQ(numberedName("README", 2, 255), "README (2)");
    EXPECT_EQ(numberedName(".profile", 1, 255), ".profile (1)");
}

TEST(Name, NumberedNamesKeepWithinTheLimitAndSplitNoCharacter) {
    std::string umlauts;
    for (int i = 0; i < 20; ++i) umlauts += "\xC3\xA4";
    const std::string numbered = numberedName(umlauts + ".txt", 1, 24);
    EXPECT_EQ(utf8Length(numbered), 24U);
    EXPECT_TRUE(numbered.ends_with("\xC3\xA4 (1).txt"));
    const std::string noStem = numberedName("a." + std::string(30, 'x'), 7, 12);
    EXPECT_EQ(utf8Length(noStem), 12U);
    EXPECT_TRUE(noStem.ends_with(" (7)"));
}

TEST(Text, RefusesNulBrokenUtf8AndTooMuch) {
    EXPECT_NO_THROW(requireValidText("title", "any / text: *?\n", 100));
    EXPECT_THROW(requireValidText("title", std::string_view("a\0b", 3), 100), Error);
    EXPECT_THROW(requireValidText("title", "\xFF", 100), Error);
    EXPECT_THROW(requireValidText("title", "four", 3), Error);
}

}  // namespace
}  // namespace groupware::infostore
