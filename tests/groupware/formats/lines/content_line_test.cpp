#include "groupware/formats/lines/content_line.h"

#include "groupware/formats/lines/fold.h"
#include "tests/groupware/formats/lines/samples.h"

namespace groupware::formats::lines {
namespace {

TEST(ContentLine, SettingWhatIsThereChangesNothing) {
    const std::string text = "item1.TEL;type=\"HOME\";X-A=1:+49 \r\n 30\r\n";
    auto line = oneLine(text);
    line.setValue("+49 30");
    line.setName("TEL");
    line.setGroup("item1");
    line.setParameter("type", {"HOME"});
    line.removeParameter("X-B");
    EXPECT_EQ(written(line), text);
    line.setValue("+49 40");
    EXPECT_EQ(written(line), "item1.TEL;type=HOME;X-A=1:+49 40\r\n");
    EXPECT_TRUE(line.source().empty());
}

TEST(ContentLine, AParameterIsReplacedInItsPlace) {
    auto line = oneLine("EMAIL;type=INTERNET;X-A=1;type=HOME:a@b\r\n");
    line.setParameter("TYPE", {"work", "pref"});
    EXPECT_EQ(written(line), "EMAIL;type=work,pref;X-A=1:a@b\r\n");
    line.removeParameter("TYPE");
    EXPECT_EQ(written(line), "EMAIL;X-A=1:a@b\r\n");
    line.setParameter("PREF", {"1"});
    EXPECT_EQ(written(line), "EMAIL;X-A=1;PREF=1:a@b\r\n");
}

TEST(ContentLine, Rfc6868Section3Point1EncodesWhatParametersCannotHold) {
    ContentLine line("ATTENDEE", "mailto:babe@example.com");
    line.setParameter("CN", {"George Herman \"Babe\" Ruth", "a,b;c:d\n^\x01"});
    EXPECT_EQ(written(line),
              "ATTENDEE;CN=George Herman ^'Babe^' Ruth,\"a,b;c:d^n^^\":mailto:babe@example.c\r\n om\r\n");
}

TEST(ContentLine, CannotSmuggleALine) {
    EXPECT_THROW(ContentLine("NOTE", "a\r\nEND:VCARD"), Error);
    EXPECT_THROW(ContentLine("NOTE\n", "a"), Error);
    EXPECT_THROW(ContentLine("NOTE:", "a"), Error);
    EXPECT_THROW(ContentLine("NOTE", "a", {{"B\n", {"c"}}}), Error);
    EXPECT_THROW(ContentLine("NOTE", "a", {{"", {"B:c"}}}), Error);
    EXPECT_THROW(ContentLine("NOTE", "a", {{"", {}}}), Error);
    EXPECT_THROW(ContentLine("NOTE", "a", {}, "g."), Error);
    ContentLine line("NOTE", "a");
    EXPECT_THROW(line.setValue(std::string(1, '\0')), Error);
    EXPECT_THROW(line.setGroup("a b"), Error);
    EXPECT_THROW(line.setName(""), Error);
    EXPECT_EQ(written(line), "NOTE:a\r\n");
}

TEST(Fold, Rfc5545Section3Point1KeepsLinesWithin75Octets) {
    for (std::size_t length = 1; length < 400; ++length) {
        std::string text;
        while (text.size() < length) text += text.size() % 3 == 0 ? "\xE2\x82\xAC" : "x";  // three octets, or one
        std::string out;
        appendFolded(out, "A:" + text, "\r\n");
        EXPECT_EQ(oneLine(out).value(), text);
        std::size_t begin = 0;
        while (begin < out.size()) {
            const auto end = out.find("\r\n", begin);
            EXPECT_LE(end - begin, kMaxLineOctets);
            EXPECT_NE(static_cast<unsigned char>(out[begin + (begin == 0 ? 0 : 1)]) & 0xC0U, 0x80U);
            begin = end + 2;
        }
    }
    std::string out;
    appendFolded(out, "A:" + std::string(200, '\xBF'), "\n");
    EXPECT_EQ(oneLine(out).value(), std::string(200, '\xBF')) << "not UTF-8, and still folded";
}

TEST(Fold, QuotedPrintableIsBrokenBetweenItsCharacters) {
    for (std::size_t length = 1; length < 300; ++length) {
        std::string value;
        while (value.size() < length) value += value.size() % 7 < 4 ? "=C3=A4" : "x";
        ContentLine line("NOTE", value, {{"", {"QUOTED-PRINTABLE"}}});
        const auto text = written(line);
        EXPECT_EQ(oneLine(text).value(), value);
        for (std::size_t at = text.find("=\r\n"); at != std::string::npos; at = text.find("=\r\n", at + 1)) {
            EXPECT_NE(text[at - 1], '=');
            EXPECT_NE(text[at - 2], '=');
        }
    }
    EXPECT_EQ(written(ContentLine("A", "b=", {{"ENCODING", {"quoted-printable"}}})),
              "A;ENCODING=quoted-printable:b\r\n");
}

}  // namespace
}  // namespace groupware::formats::lines
