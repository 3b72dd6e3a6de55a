#include "groupware/main/objects/calendar_mail.h"

#include "groupware/base/error.h"
#include "groupware/calendar/outbox_options.h"
#include "groupware/calendar/schema.h"
#include "groupware/calendar/store/outbox_store.h"
#include "groupware/formats/mime/international_address.h"
#include "groupware/formats/mime/read_message.h"
#include "groupware/smtp/options.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/calendar/invitation_texts.h"
#include "tests/support/database_test.h"
#include "tests/support/eventually.h"
#include "tests/support/smtp_server.h"

#include <gtest/gtest.h>

#include <libical/ical.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace groupware::main {
namespace {

using calendar::OutboxItem;
using calendar::OutboxQueue;
using calendar::test::invitationCalendar;
using calendar::test::messageOf;
using ::test::eventually;
using ::test::SmtpServer;

constexpr std::chrono::seconds kSoon{20};

std::vector<AnyOption> mailOptions() {
    std::vector<AnyOption> all;
    for (const auto options : {calendar::outboxOptions(), smtp::options()}) {
        all.insert(all.end(), options.begin(), options.end());
    }
    return all;
}

/// One node's part in sending mails.
class MailNode {
public:
    MailNode(dbpool::ContextDatabase& contexts, dbpool::ConfigDatabase& config, int port,
             std::map<std::string, std::string> values = {}, calendar::OutboxSender::ReadFiles files = withoutFiles)
        : configuration_(Configuration(mailOptions(), withDefaults(std::move(values), port))),
          zones_([](std::string_view) { return nullptr; }),
          mail_({configuration_, clock_, config, contexts, zones_}, std::move(files)) {}

    void start() {
        mail_.sender().start([this](ContextId, std::span<const OutboxItem> items) {
            const std::lock_guard lock(mutex_);
            for (const auto& item : items) told_.push_back(item);
        });
    }
    [[nodiscard]] const calendar::Outbox& outbox() const { return mail_.outbox(); }
    [[nodiscard]] calendar::OutboxSender& sender() { return mail_.sender(); }
    [[nodiscard]] std::vector<OutboxItem> told() {
        const std::lock_guard lock(mutex_);
        return told_;
    }

    static calendar::MailFiles withoutFiles(ContextId /*context*/, const OutboxItem& /*item*/) { return {}; }

private:
    static std::map<std::string, std::string> withDefaults(std::map<std::string, std::string> values, int port) {
        values.emplace("smtp.host", "127.0.0.1");
        values.emplace("smtp.port", std::to_string(port));
        values.emplace("calendar.mailRetry", "40ms");
        values.emplace("calendar.mailLongestRetry", "200ms");
        return values;
    }

    SystemClock clock_;
    ConfigurationSource configuration_;
    api::Zones zones_;
    std::mutex mutex_;
    std::vector<OutboxItem> told_;  // guarded by mutex_
    CalendarMail mail_;
};

class CalendarMailTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};

    CalendarMailTest() : DatabaseTest({sync::kSchema, calendar::kSchema}) { createContext(kContext); }

    std::unique_ptr<MailNode> node(std::map<std::string, std::string> values = {},
                                   calendar::OutboxSender::ReadFiles files = MailNode::withoutFiles) {
        auto node =
            std::make_unique<MailNode>(database(), config(), server_.port(), std::move(values), std::move(files));
        node->start();
        return node;
    }
    /// As a request does: one transaction, then the sender is told.
    void invite(const MailNode& node, const std::string& recipient, const std::string& uid = "u1", bool wake = true) {
        auto message = messageOf(invitationCalendar("REQUEST", uid, "SUMMARY:B\u00E4r\n"));
        message.recipient = "mailto:" + recipient;
        message.invitation = true;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            node.outbox().add(tx, {30}, {&message, 1}, "de_DE");
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
        if (wake) node.outbox().wake(kContext);
    }
    std::vector<OutboxItem> waiting() {
        std::vector<OutboxItem> items;
        database().writeUnsynced(kContext, [&](dbpool::UnsyncedTransaction& tx) { items = OutboxQueue(tx).list(); });
        return items;
    }
    [[nodiscard]] bool arrives(std::size_t mails) {
        return eventually(kSoon, [&] { return server_.mails().size() == mails && waiting().empty(); });
    }

    SmtpServer server_;
};

TEST_F(CalendarMailTest, AnInvitationArrives) {
    const auto node = this->node();
    invite(*node, "carol@example.org");
    ASSERT_TRUE(arrives(1));
    const auto mail = server_.mails()[0];
    EXPECT_EQ(mail.from, "anna@example.com");
    EXPECT_EQ(mail.to, "carol@example.org");
    const auto read = formats::mime::readMessage(mail.octets, {});
    EXPECT_EQ(read.text("subject"), "Einladung: B\u00E4r");
    ASSERT_EQ(read.parts.size(), 4U) << "text, HTML, calendar, and the calendar as a file";
    EXPECT_NE(read.parts[0].content.find("l\u00E4dt Sie zu einem Termin ein"), std::string::npos);
    EXPECT_NE(read.parts[2].content.find("METHOD:REQUEST"), std::string::npos);
    // Somebody else's reader finds the same.
    const std::unique_ptr<icalcomponent, void (*)(icalcomponent*)> calendar(
        icalparser_parse_string(read.parts[2].content.c_str()), icalcomponent_free);
    ASSERT_TRUE(calendar);
    EXPECT_EQ(icalcomponent_count_errors(calendar.get()), 0);
    EXPECT_EQ(icalcomponent_get_method(calendar.get()), ICAL_METHOD_REQUEST);
    EXPECT_STREQ(icalcomponent_get_summary(calendar.get()), "B\u00E4r");
    EXPECT_EQ(node->sender().counters().sent, 1);
    EXPECT_TRUE(node->told().empty());
}

/// The names of a mail's files, other than the calendar, and what they contain.
std::map<std::string, std::string> filesIn(const SmtpServer::Mail& mail) {
    std::map<std::string, std::string> files;
    for (const auto& part : formats::mime::readMessage(mail.octets, {}).parts) {
        if (!part.fileName.empty() && part.fileName != "invite.ics") files[part.fileName] = part.content;
    }
    return files;
}

calendar::MailFiles twoFiles(ContextId context, const OutboxItem& item) {
    EXPECT_EQ(context.value, 7);
    EXPECT_EQ(item.object.value, 30);
    return {.files = {{.name = "Pl\u00E4ne f\u00FCr 2027.txt", .mediaType = "text/plain", .octets = "one two"},
                      {.name = "mail.eml", .mediaType = "message/rfc822", .octets = "Subject: x\n\n"}},
            .leftOut = {"film.mp4"}};
}

// RFC 2046 section 5.1.3, RFC 2231.
TEST_F(CalendarMailTest, FilesGoAlong) {
    const auto node = this->node({}, twoFiles);
    invite(*node, "carol@example.org");
    ASSERT_TRUE(arrives(1));
    EXPECT_EQ(filesIn(server_.mails()[0]),
              (std::map<std::string, std::string>{{"Pl\u00E4ne f\u00FCr 2027.txt", "one two"},
                                                  {"mail.eml", "Subject: x\n\n"}}));
    const auto read = formats::mime::readMessage(server_.mails()[0].octets, {});
    EXPECT_EQ(read.parts[3].content, "Nicht mit dieser Mail verschickt: film.mp4");
    EXPECT_EQ(read.parts.back().type.value, "application/octet-stream")
        << "a mail in base64 is none (RFC 2045 section 6.4)";
}

TEST_F(CalendarMailTest, WhatIsRefusedForItsFilesGoesWithoutThem) {
    const auto node = this->node({}, twoFiles);
    server_.answer("DATA", "552 5.3.4 too much");
    invite(*node, "carol@example.org");
    ASSERT_TRUE(arrives(1));
    EXPECT_TRUE(filesIn(server_.mails()[0]).empty());
    const auto read = formats::mime::readMessage(server_.mails()[0].octets, {});
    EXPECT_EQ(read.parts[3].content,
              "Nicht mit dieser Mail verschickt: Pl\u00E4ne f\u00FCr 2027.txt, mail.eml, film.mp4");
    EXPECT_EQ(node->sender().counters().sent, 1);
}

TEST_F(CalendarMailTest, FilesThatCannotBeHadNowDelayTheMail) {
    std::atomic<int> asked{0};
    const auto node = this->node({}, [&](ContextId context, const OutboxItem& item) {
        if (++asked < 3) throw Error(ErrorCode::Unavailable, "the filestore is away");
        return twoFiles(context, item);
    });
    invite(*node, "carol@example.org");
    ASSERT_TRUE(arrives(1));
    EXPECT_EQ(filesIn(server_.mails()[0]).size(), 2U);
    EXPECT_EQ(node->sender().counters().delayed, 2);
}

TEST_F(CalendarMailTest, WhatIsRefusedForNowIsTriedAgain) {
    const auto node = this->node();
    for (int i = 0; i < 3; ++i) server_.answer("carol@example.org", "451 4.2.1 later");
    invite(*node, "carol@example.org");
    invite(*node, "dora@example.org");
    ASSERT_TRUE(arrives(2));
    EXPECT_EQ(node->sender().counters().delayed, 3);
    EXPECT_EQ(node->sender().counters().sent, 2);
}

TEST_F(CalendarMailTest, WhatIsRefusedForEverIsNotTriedAgainAndItsSenderHearsOfIt) {
    const auto node = this->node();
    server_.answer("carol@example.org", "550 5.1.1 nobody of that name");
    server_.answer("dora@example.org", "554 5.7.1 not from you");
    server_.answer("emil@example.org", "554 no");
    invite(*node, "carol@example.org");
    invite(*node, "dora@example.org");
    invite(*node, "emil@example.org");
    ASSERT_TRUE(eventually(kSoon, [&] { return node->told().size() == 3; }));
    std::map<std::string, std::string> statuses;
    for (const auto& item : node->told()) statuses[item.recipient.address] = item.status;
    // RFC 6638 section 3.2.9.
    EXPECT_EQ(statuses, (std::map<std::string, std::string>{
                            {"carol@example.org", "3.7"}, {"dora@example.org", "3.8"}, {"emil@example.org", "5.1"}}));
    ASSERT_TRUE(eventually(kSoon, [&] {
        const auto items = waiting();
        return std::all_of(items.begin(), items.end(),
                           [](const OutboxItem& item) { return item.state == OutboxItem::State::Told; });
    }));
    const auto items = waiting();
    ASSERT_EQ(items.size(), 3U);
    EXPECT_EQ(items[0].lastError.substr(0, 4), items[0].status == "3.7" ? "550 " : "554 ");
    EXPECT_TRUE(server_.mails().empty());
    EXPECT_EQ(node->sender().counters().givenUp, 3);
}

// RFC 6531: an address that the mail server cannot take is not tried again, and says why.
TEST_F(CalendarMailTest, AddressesBeyondAsciiNeedAServerThatTakesThem) {
    {
        const auto node = this->node({{"calendar.mailFrom", "Events@M\u00FCnchen.example"}});
        invite(*node, "carol@b\u00FCcher.example");
        invite(*node, "b\u00E4r@example.org");
        ASSERT_TRUE(eventually(kSoon, [&] { return node->told().size() == 1 && server_.mails().size() == 1; }));
        const auto mail = server_.mails()[0];
        EXPECT_EQ(mail.to, "carol@xn--bcher-kva.example");
        EXPECT_EQ(mail.from, "events@xn--mnchen-3ya.example");
        EXPECT_TRUE(formats::mime::isAscii(mail.octets)) << mail.octets;
        const auto item = node->told()[0];
        EXPECT_EQ(item.recipient.address, "b\u00E4r@example.org");
        EXPECT_EQ(item.status, "5.2");  // RFC 6638 section 3.2.9
        EXPECT_NE(item.lastError.find("the mail server does not take non-ASCII addresses"), std::string::npos);
    }
    server_.kill();
    server_.offerUtf8();
    server_.start();
    const auto node = this->node();
    invite(*node, "b\u00E4r@b\u00FCcher.example");
    ASSERT_TRUE(eventually(kSoon, [&] { return server_.mails().size() == 2; }));
    const auto mail = server_.mails()[1];
    EXPECT_EQ(mail.to, "b\u00E4r@xn--bcher-kva.example");
    const auto to = formats::mime::readMessage(mail.octets, {}).mailboxes("to");
    ASSERT_EQ(to.size(), 1U);
    EXPECT_EQ(to[0].address, mail.to);
}

TEST_F(CalendarMailTest, AMailServerThatIsAwayDelaysMailsAndNothingElse) {
    const auto node = this->node();
    server_.kill();
    for (int i = 0; i < 10; ++i) invite(*node, "a" + std::to_string(i) + "@example.org");
    ASSERT_TRUE(eventually(kSoon, [&] { return node->sender().counters().delayed >= 4; }));
    EXPECT_EQ(waiting().size(), 10U);
    server_.start();
    ASSERT_TRUE(arrives(10));
    std::set<std::string> recipients;
    for (const auto& mail : server_.mails()) recipients.insert(mail.to);
    EXPECT_EQ(recipients.size(), 10U);
}

TEST_F(CalendarMailTest, WhatIsTooOldIsGivenUp) {
    const auto node = this->node({{"calendar.mailGiveUp", "300ms"}});
    server_.kill();
    invite(*node, "carol@example.org");
    ASSERT_TRUE(eventually(kSoon, [&] { return node->told().size() == 1; }));
    EXPECT_EQ(node->told()[0].status, "5.1");
    EXPECT_GE(node->told()[0].attempts, 2);
}

// The writing node died after its commit: it woke nobody.
TEST_F(CalendarMailTest, AnotherNodeSendsWhatADeadOneLeft) {
    const auto other = this->node({{"calendar.mailLease", "500ms"}});
    {
        MailNode dead(database(), config(), server_.port());  // never started
        invite(dead, "carol@example.org", "u1", false);
        invite(dead, "dora@example.org", "u2", false);
    }
    // And it held one of the two.
    const auto now = SystemClock().now();
    database().writeUnsynced(kContext, [&](dbpool::UnsyncedTransaction& tx) {
        EXPECT_EQ(OutboxQueue(tx).claim(now, {.token = 1, .until = now + std::chrono::milliseconds(700)}, 1).size(),
                  1U);
    });
    other->sender().look(kContext);
    EXPECT_TRUE(arrives(2));
}

TEST_F(CalendarMailTest, ManyNodesSendEachMailOnce) {
    constexpr std::size_t kMails = 60;
    std::vector<std::unique_ptr<MailNode>> nodes;
    for (int i = 0; i < 3; ++i) nodes.push_back(this->node({{"calendar.mailConnections", "3"}}));
    for (std::size_t i = 0; i < kMails; ++i)
        invite(*nodes[i % 3], "a" + std::to_string(i) + "@example.org", "u" + std::to_string(i), false);
    for (const auto& node : nodes) node->sender().wake(kContext);
    ASSERT_TRUE(arrives(kMails));
    std::set<std::string> ids;
    for (const auto& mail : server_.mails()) ids.insert(formats::mime::readMessage(mail.octets, {}).text("message-id"));
    EXPECT_EQ(ids.size(), kMails);
}

TEST_F(CalendarMailTest, WhatANodeHoldsGoesBackWhenItEnds) {
    server_.kill();
    {
        const auto node = this->node({{"calendar.mailLease", "1h"}});
        for (int i = 0; i < 20; ++i) invite(*node, "a" + std::to_string(i) + "@example.org");
        ASSERT_TRUE(eventually(kSoon, [&] { return node->sender().counters().delayed >= 1; }));
    }
    server_.start();
    const auto other = this->node();
    other->sender().look(kContext);
    EXPECT_TRUE(arrives(20));
}

TEST(WaitBeforeRetry, DoublesUpToTheLongestGiveOrTakeAQuarter) {
    using std::chrono::minutes;
    const auto wait = [](int attempts, double chance) {
        return calendar::waitBeforeRetry(attempts, minutes(1), minutes(120), chance);
    };
    EXPECT_EQ(wait(0, 0.5), minutes(1));
    EXPECT_EQ(wait(3, 0.5), minutes(8));
    EXPECT_EQ(wait(7, 0.5), minutes(120));
    EXPECT_EQ(wait(1'000'000, 0.5), minutes(120));
    EXPECT_EQ(wait(2, 0), minutes(3));
    EXPECT_EQ(wait(2, 1), minutes(5));
}

}  // namespace
}  // namespace groupware::main
