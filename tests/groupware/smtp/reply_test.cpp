#include "groupware/smtp/reply.h"

#include "groupware/base/error.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace groupware::smtp {
namespace {

using ::test::codeOf;

Reply read(std::string_view octets) {
    ReplyReader reader;
    EXPECT_EQ(reader.take(octets), octets.size());
    EXPECT_TRUE(reader.complete()) << octets;
    return reader.reply();
}

// RFC 5321 section 4.2.1.
TEST(SmtpReply, HasACodeAndLines) {
    EXPECT_EQ(read("250 fine\r\n").lines, std::vector<std::string>{"fine"});
    EXPECT_EQ(read("250\n").lines, std::vector<std::string>{""});
    const auto several = read("250-First line\r\n250-\r\n250-234 Text\r\n250 The last line\r\n");
    EXPECT_EQ(several.code, 250);
    EXPECT_EQ(several.lines, (std::vector<std::string>{"First line", "", "234 Text", "The last line"}));
    EXPECT_EQ(several.inOneLine(), "250 First line  234 Text The last line");
}

TEST(SmtpReply, EndsWhereItEnds) {
    ReplyReader reader;
    EXPECT_EQ(reader.take("220 rea"), 7U);
    EXPECT_FALSE(reader.complete());
    EXPECT_EQ(reader.take("dy\r\n250 next\r\n"), 4U);
    EXPECT_TRUE(reader.complete());
    EXPECT_EQ(reader.reply().lines, std::vector<std::string>{"ready"});
}

TEST(SmtpReply, AnythingElseIsNone) {
    for (const auto* const octets : {"\r\n", "25\r\n", "2500 x\r\n", "150 x\r\n", "650 x\r\n", "25x\r\n", "x250 y\r\n"})
        EXPECT_EQ(codeOf([&] { ReplyReader().take(octets); }), ErrorCode::Unavailable) << octets;
    EXPECT_EQ(codeOf([] { ReplyReader().take("250 " + std::string(kMaxReplyOctets, 'x')); }), ErrorCode::Unavailable);
}

struct StatusCase {
    std::string_view reply;
    std::string_view status;
};

// RFC 3463 section 2, RFC 2034 section 4.
TEST(SmtpReply, MayHaveAnEnhancedStatus) {
    for (const auto& [reply, status] : std::vector<StatusCase>{{"550 5.1.1 nobody", "5.1.1"},
                                                               {"550-5.7.1 not\r\n550 5.7.1 you", "5.7.1"},
                                                               {"450 4.123.999", "4.123.999"},
                                                               {"550 4.1.1 of another class", ""},
                                                               {"550 5.1.1.1 too many", ""},
                                                               {"550 5.1234.1 too long", ""},
                                                               {"550 5..1 empty", ""},
                                                               {"550 5.1 too few", ""},
                                                               {"550 nobody", ""},
                                                               {"550", ""}})
        EXPECT_EQ(read(std::string(reply) + "\r\n").enhancedStatus(), status) << reply;
}

// RFC 5321 section 4.1.1.1: keywords in any case; the first line is the server's name.
TEST(SmtpReply, SaysWhatTheServerOffers) {
    const auto reply = read("250-smtputf8.example.com\r\n250-8bitmime\r\n250-AUTH PLAIN LOGIN\r\n250 X-SMTPUTF8\r\n");
    EXPECT_EQ(reply.extension("8BITMIME"), "");
    EXPECT_EQ(reply.extension("auth"), "PLAIN LOGIN");
    EXPECT_EQ(reply.extension("SMTPUTF8"), std::nullopt);
    EXPECT_EQ(reply.extension("smtputf8.example.com"), std::nullopt);
    EXPECT_EQ(Reply{}.extension("AUTH"), std::nullopt);
}

TEST(SmtpReply, IsShortAndPrintableInLogs) {
    const auto text = read("550 \xC3\xA4\x1B[31m" + std::string(1000, 'x') + "\r\n").inOneLine();
    EXPECT_EQ(text.substr(0, 12), "550    [31mx");
    EXPECT_EQ(text.size(), 400U);
}

}  // namespace
}  // namespace groupware::smtp
