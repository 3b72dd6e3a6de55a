#include "groupware/formats/csv/csv.h"

#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <random>

namespace groupware::formats::csv {
namespace {

using Values = std::vector<std::string>;

std::vector<Values> valuesOf(const std::vector<Record>& records) {
    std::vector<Values> values;
    for (const auto& record : records) values.push_back(record.values);
    return values;
}
std::vector<Values> parsed(std::string_view text) {
    return valuesOf(parse(text, {}, {}));
}

std::string refusal(const std::string& text, const Limits& limits = {}) {
    try {
        (void)parse(text, {}, limits);
    } catch (const Error& error) {
        return error.publicText();
    }
    ADD_FAILURE() << "accepted: " << text;
    return {};
}

TEST(Csv, Rfc4180Section2) {
    EXPECT_EQ(parsed("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"),
              (std::vector<Values>{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
    EXPECT_EQ(parsed("aaa,bbb,ccc\r\nzzz,yyy,xxx"), parsed("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n"));
    EXPECT_EQ(parsed("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx"),
              (std::vector<Values>{{"aaa", "b\r\nbb", "ccc"}, {"zzz", "yyy", "xxx"}}));
    EXPECT_EQ(parsed("\"aaa\",\"b\"\"bb\",\"ccc\""), (std::vector<Values>{{"aaa", "b\"bb", "ccc"}}));
}

TEST(Csv, TakesOtherLineEndsEmptyLinesAndAByteOrderMark) {
    const auto records = parse(
        "\xEF\xBB\xBF"
        "a,b\r\n\n\"x,\"\"y\"\"\nz\",\n last , 1\rm,\"n\"",
        {}, {});
    EXPECT_EQ(valuesOf(records), (std::vector<Values>{{"a", "b"}, {"x,\"y\"\nz", ""}, {" last ", " 1"}, {"m", "n"}}));
    EXPECT_EQ(records[1].line, 3U);
    EXPECT_EQ(records[2].line, 5U);
    EXPECT_EQ(records[3].line, 6U);
    EXPECT_TRUE(parsed("").empty());
    EXPECT_EQ(parsed("\"\"\n,\n"), (std::vector<Values>{{"", ""}})) << "a line with one empty value is an empty line";
}

TEST(Csv, ABrokenQuoteNamesItsLine) {
    EXPECT_EQ(refusal("a\n\"b\n"), "line 3: a quote is not closed");
    EXPECT_EQ(refusal("a\nb\"c"), "line 2: a quote stands inside a value that does not begin with one");
    EXPECT_EQ(refusal("a\n\"b\"c"), "line 2: a value goes on after its closing quote");
}

TEST(Csv, LimitsAreKept) {
    EXPECT_EQ(refusal("a,b\n", {.octets = 3}), "The table is too long.");
    EXPECT_EQ(refusal("a\n\nb\nc\n", {.records = 2}), "The table has more than 2 lines.");
    EXPECT_EQ(refusal("a,b,c\n", {.values = 2}), "The table has a line with too many values.");
    EXPECT_EQ(parse("a,b\n\nc\n", {}, {.octets = 7, .records = 2, .values = 2}).size(), 2U);
    EXPECT_THROW((void)parseFile("a,b", {.octets = 2}), Error);
}

TEST(Csv, TheDialectIsGuessed) {
    EXPECT_EQ(detect("First Name,\"Last;;; Name\",E-mail\r\n"), (Dialect{',', '"'}));
    EXPECT_EQ(detect("Vorname;Nachname, Titel;Mail\r\n,,,,,,\r\n"), (Dialect{';', '"'}));
    EXPECT_EQ(detect("\r\na\tb,c\td\n"), (Dialect{'\t', '"'}));
    EXPECT_EQ(detect("'a';'b,c,d'\n"), (Dialect{';', '\''}));
    EXPECT_EQ(detect("a|b|c\n"), (Dialect{'|', '"'}));
    EXPECT_EQ(detect("one column\n"), (Dialect{',', '"'}));
    EXPECT_EQ(detect(""), (Dialect{',', '"'}));
}

TEST(Csv, FilesOfSpreadsheetsAreRead) {
    const std::vector<Values> expected{{"Name", "Ort"}, {"M\xC3\xBCller", "K\xC3\xB6ln, a"}};
    EXPECT_EQ(valuesOf(parseFile("Name;Ort\r\nM\xFCller;K\xF6ln, a\r\n", {})), expected) << "Outlook's windows-1252";
    EXPECT_EQ(valuesOf(parseFile("sep=;\r\nName;Ort\r\nM\xC3\xBCller;K\xC3\xB6ln, a\r\n", {})), expected) << "Excel";
    EXPECT_EQ(valuesOf(parseFile("'Name','Ort'\n'M\xC3\xBCller','K\xC3\xB6ln, a'\n", {})), expected);
    std::string utf16 = "\xFF\xFE";
    for (const char c : std::string("Name\tOrt\r\nM\xFCller\tK\xF6ln, a\r\n")) (utf16 += c) += '\0';
    EXPECT_EQ(valuesOf(parseFile(utf16, {})), expected) << "Excel's Unicode text";
    EXPECT_EQ(valuesOf(parseFile("sep=x\na", {})), (std::vector<Values>{{"sep=x"}, {"a"}}));
    EXPECT_EQ(valuesOf(parseFile("'tis,a\nit's,b\n", {})), (std::vector<Values>{{"'tis", "a"}, {"it's", "b"}}));
}

TEST(Csv, WhatIsWrittenIsReadAgain) {
    std::string out;
    appendRecord(out, {"a", "b,c", "d\"e", "f\ng", " h", "", "=1;2"}, {});
    EXPECT_EQ(out, "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",,=1;2\r\n");
    std::mt19937 random(20261120);
    const std::vector<std::string> pieces{"a", ",", ";", "\t", "\"", "'", "\r", "\n", " ", "\xC3\xA4"};
    for (const auto& dialect : {Dialect{',', '"'}, Dialect{';', '"'}, Dialect{'\t', '\''}}) {
        for (int round = 0; round < 500; ++round) {
            Values values{"x"};
            for (auto count = random() % 5; count > 0; --count) {
                values.emplace_back();
                for (auto length = random() % 6; length > 0; --length)
                    values.back() += pieces[random() % pieces.size()];
            }
            out.clear();
            appendRecord(out, values, dialect);
            appendRecord(out, {"end"}, dialect);
            EXPECT_EQ(valuesOf(parse(out, dialect, {})), (std::vector<Values>{values, {"end"}}));
        }
    }
}

}  // namespace
}  // namespace groupware::formats::csv
