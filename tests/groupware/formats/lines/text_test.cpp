#include "groupware/formats/lines/text.h"

#include <gtest/gtest.h>

namespace groupware::formats::lines {
namespace {

TEST(Text, Rfc5545Section3Point3Point11Escapes) {
    const std::string raw = "Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.";
    EXPECT_EQ(unescapeText(raw), "Project XYZ Final Review\nConference Room - 3B\nCome Prepared.");
    EXPECT_EQ(escapeText(unescapeText(raw)), raw);
    EXPECT_EQ(unescapeText("a\\Nb\\;c\\,d\\\\e\\:f\\"), "a\nb;c,d\\e:f\\");
    EXPECT_EQ(escapeText("a\r\nb\rc\nd\te\x01\x7F;,\\:\""), "a\\nb\\nc\\nd\te\\;\\,\\\\:\"");
}

TEST(Text, Rfc6350Section3Point4ListsSplitAtBareCommasOnly) {
    EXPECT_EQ(listOf("INTERNET,IETF\\,a,,x\\\\,y"), (std::vector<std::string>{"INTERNET", "IETF,a", "", "x\\", "y"}));
    EXPECT_TRUE(listOf("").empty());
    EXPECT_EQ(joinList({"a,b", "c"}), "a\\,b,c");
    EXPECT_EQ(split("", ';').size(), 1U);
}

TEST(Text, Rfc6350Section6Point2Point2StructuresHoldLists) {
    const std::string raw = "Stevenson;John;Philip,Paul;Dr.;Jr.,M.D.,A.C.P.";
    const auto name = structuredOf(raw);
    EXPECT_EQ(name, (Structured{{"Stevenson"}, {"John"}, {"Philip", "Paul"}, {"Dr."}, {"Jr.", "M.D.", "A.C.P."}}));
    EXPECT_EQ(joinStructured(name), raw);
    EXPECT_EQ(joinStructured(structuredOf(";;a\\;b;")), ";;a\\;b;");
}

}  // namespace
}  // namespace groupware::formats::lines
