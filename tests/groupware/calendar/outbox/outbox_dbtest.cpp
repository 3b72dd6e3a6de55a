#include "groupware/calendar/outbox/outbox.h"

#include "groupware/calendar/schema.h"
#include "groupware/calendar/store/outbox_store.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/calendar/invitation_texts.h"
#include "tests/support/database_test.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace groupware::calendar {
namespace {

using scheduling::Message;
using test::invitationCalendar;
using test::messageOf;

class FixedClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return Instant(std::chrono::seconds(1'795'216'200)); }
};

class OutboxTest : public ::test::DatabaseTest {
protected:
    static constexpr ContextId kContext{7};
    static constexpr EventId kObject{30};

    OutboxTest() : DatabaseTest({sync::kSchema, calendar::kSchema}) { createContext(kContext); }

    static Message invitation(std::string_view recipient = "mailto:carol@example.org", std::string_view lines = {}) {
        auto message = messageOf(invitationCalendar("REQUEST", "u1", lines));
        message.recipient = recipient;
        return message;
    }
    std::size_t add(const std::vector<Message>& messages) {
        std::size_t added = 0;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            added = outbox_.add(tx, kObject, messages, "de_DE");
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
        return added;
    }
    template <class Use>
    auto inQueue(Use use) {
        decltype(use(std::declval<OutboxQueue&>())) result{};
        database().writeUnsynced(kContext, [&](dbpool::UnsyncedTransaction& tx) {
            OutboxQueue queue(tx);
            result = use(queue);
        });
        return result;
    }
    std::vector<OutboxItem> list() {
        return inQueue([](OutboxQueue& queue) { return queue.list(); });
    }
    std::vector<OutboxItem> claim(std::int64_t token, Instant now, int limit = 100) {
        return inQueue([&](OutboxQueue& queue) {
            return queue.claim(now, {.token = token, .until = now + std::chrono::minutes(5)}, limit);
        });
    }
    void end(const std::function<void(OutboxQueue&)>& what) {
        inQueue([&](OutboxQueue& queue) {
            what(queue);
            return 0;
        });
    }

    FixedClock clock_;
    const Instant now_ = clock_.now();
    bool mails_ = true;
    std::vector<ContextId> woken_;
    Outbox outbox_{clock_, [this] { return mails_; }, [this](ContextId context) { woken_.push_back(context); }};
};

TEST_F(OutboxTest, KeepsAMessageAsItWillBeSent) {
    auto message = invitation("MAILTO:Carol@Example.org", "SUMMARY:B\u00E4r\n");
    message.sentBy = "mailto:bert@example.com";
    message.invitation = true;
    EXPECT_EQ(add({message}), 1U);
    const auto items = claim(1, now_);
    ASSERT_EQ(items.size(), 1U);
    const auto& item = items[0];
    EXPECT_GT(item.id, 0);
    EXPECT_LT(item.id, std::int64_t{1} << 53);
    EXPECT_EQ(item.object, kObject);
    EXPECT_EQ(item.method, "REQUEST");
    EXPECT_EQ(item.uid, "u1");
    EXPECT_EQ(item.sender, (formats::mime::Mailbox{"anna@example.com", "Anna"}));
    EXPECT_EQ(item.actor, (formats::mime::Mailbox{"bert@example.com", ""}));
    EXPECT_EQ(item.recipient, (formats::mime::Mailbox{"carol@example.org", "Carol"}));
    EXPECT_EQ(item.subject, "Einladung: B\u00E4r");
    EXPECT_EQ(item.calendar, scheduling::textOf(message));
    EXPECT_EQ(item.created, now_);
    EXPECT_EQ(item.attempts, 0);
}

// RFC 5890, RFC 6531: mail servers get the form of a domain that all of them understand; the calendar stays as it is.
TEST_F(OutboxTest, DomainsBeyondAsciiAreKeptInAscii) {
    const auto message = invitation("mailto:Carol@B\u00FCcher.example");
    EXPECT_EQ(outbox_.scheduleStatus(message.recipient), Outbox::kStatusSent);
    EXPECT_EQ(outbox_.scheduleStatus("mailto:b\u00E4r@example.org"), Outbox::kStatusSent);
    EXPECT_EQ(outbox_.scheduleStatus("mailto:carol@\u2028.example"), Outbox::kStatusNoAddress);
    EXPECT_EQ(add({message, invitation("mailto:carol@xn--bcher-kva.example")}), 2U);
    const auto items = claim(1, now_);
    ASSERT_EQ(items.size(), 2U);
    for (const auto& item : items) EXPECT_EQ(item.recipient.address, "carol@xn--bcher-kva.example");
    EXPECT_EQ(items[0].topic, items[1].topic) << "they are for one person";
    EXPECT_EQ(items[0].calendar, scheduling::textOf(message));
}

// RFC 6868: a parameter may hold line breaks.
TEST_F(OutboxTest, WhoActsBringsNothingAlong) {
    auto message = invitation();
    message.sentBy = "mailto:bert@example.com\r\nBcc: victim@example.com";
    add({message});
    EXPECT_EQ(claim(1, now_).at(0).actor, formats::mime::Mailbox{});
}

// RFC 6638 section 3.2.9.
TEST_F(OutboxTest, SaysWhoCannotBeReached) {
    EXPECT_EQ(outbox_.scheduleStatus("mailto:carol@example.org"), "1.1");
    for (const auto* uri : {"urn:uuid:1", "mailto:", "mailto:carol", "mailto:a b@c", "http://example.org/carol"})
        EXPECT_EQ(outbox_.scheduleStatus(uri), "3.7") << uri;
    EXPECT_EQ(add({invitation("urn:uuid:1")}), 0U);
    mails_ = false;
    EXPECT_EQ(outbox_.scheduleStatus("mailto:carol@example.org"), "5.3");
    EXPECT_EQ(add({invitation()}), 0U);
    EXPECT_TRUE(list().empty());
}

// RFC 5546 section 3.2.2: a REQUEST has all of the event, so an older one has nothing to add; one about an instance has
// not.
TEST_F(OutboxTest, ANewerMessageReplacesWhatItOutdates) {
    const auto instance = [](std::string_view day, std::string_view method) {
        return messageOf(
            invitationCalendar(method, "u1", "SEQUENCE:1\nRECURRENCE-ID:202611" + std::string(day) + "T090000Z\n"));
    };
    const auto methods = [this] {
        std::vector<std::string> result;
        for (const auto& item : list()) result.push_back(item.method + " " + item.recipient.address);
        std::sort(result.begin(), result.end());
        return result;
    };
    using Methods = std::vector<std::string>;
    add({invitation(), invitation("mailto:dora@example.org")});
    add({invitation()});
    EXPECT_EQ(methods(), (Methods{"REQUEST carol@example.org", "REQUEST dora@example.org"}));
    add({instance("21", "REQUEST")});
    add({instance("22", "REQUEST")});
    add({instance("21", "CANCEL")});
    EXPECT_EQ(methods(), (Methods{"CANCEL carol@example.org", "REQUEST carol@example.org", "REQUEST carol@example.org",
                                  "REQUEST dora@example.org"}));
    add({messageOf(invitationCalendar("CANCEL", "u1", "SEQUENCE:2\n"))});
    EXPECT_EQ(methods(), (Methods{"CANCEL carol@example.org", "REQUEST dora@example.org"}));
    add({messageOf(invitationCalendar("CANCEL", "another", "SEQUENCE:2\n"))});
    EXPECT_EQ(methods().size(), 3U);
}

TEST_F(OutboxTest, ALaterReplyReplacesAnEarlierOneAndNothingElse) {
    const auto reply = [](std::string_view partStat, std::string_view method = "REPLY") {
        return messageOf(invitationCalendar(method, "u1", "SEQUENCE:0\n", "DTSTART:20261120T100000Z", partStat));
    };
    add({reply("TENTATIVE", "COUNTER")});
    add({reply("TENTATIVE")});
    add({reply("ACCEPTED")});
    const auto items = list();
    ASSERT_EQ(items.size(), 2U);
    std::set<std::string> subjects;
    for (const auto& item : items) subjects.insert(item.subject.substr(0, item.subject.find(':')));
    EXPECT_EQ(subjects, (std::set<std::string>{"Vorschlag", "Zugesagt"}));
}

// RFC 5546 section 3.2.3: a reply has the instances whose answers changed, and says nothing of the others.
TEST_F(OutboxTest, AReplyToTheSeriesLeavesThatToAnInstance) {
    const auto reply = [](std::string_view partStat, std::string_view lines = "SEQUENCE:0\n") {
        return messageOf(invitationCalendar("REPLY", "u1", lines, "DTSTART:20261120T100000Z", partStat));
    };
    constexpr auto kInstance = "SEQUENCE:0\nRECURRENCE-ID:20261121T090000Z\n";
    const auto both = [&] {
        auto calendar = reply("ACCEPTED").calendar;
        const auto instance = reply("ACCEPTED", kInstance).calendar;
        for (const auto& component : instance.components()) {
            if (component.is("VEVENT")) calendar.add(component);
        }
        return messageOf(calendar.text());
    };
    add({reply("DECLINED", kInstance)});
    add({reply("ACCEPTED")});
    EXPECT_EQ(list().size(), 2U) << "he does not come on the 21st";
    add({both()});
    EXPECT_EQ(list().size(), 3U);
    add({reply("TENTATIVE")});
    EXPECT_EQ(list().size(), 3U) << "the one with both says what nobody else says";
    add({reply("TENTATIVE", kInstance)});
    EXPECT_EQ(list().size(), 3U);
}

// Two attendees of one meeting answer its organizer; two organizers happen to have one UID.
TEST_F(OutboxTest, NobodysMessageReplacesThatOfAnother) {
    const auto of = [](std::string text, std::string_view person, std::string_view other) {
        text.replace(text.find(person), person.size(), other);
        return messageOf(text);
    };
    const auto reply = invitationCalendar("REPLY", "u1", "SEQUENCE:0\n", "DTSTART:20261120T100000Z", "ACCEPTED");
    add({messageOf(reply)});
    add({of(reply, "carol@example.org", "dora@example.org")});
    add({of(reply, "carol@example.org", "Dora@Example.org")});
    EXPECT_EQ(list().size(), 2U);
    const auto request = invitationCalendar("REQUEST", "u1");
    add({messageOf(request)});
    add({of(request, "anna@example.com", "bert@example.com")});
    EXPECT_EQ(list().size(), 4U);
}

TEST_F(OutboxTest, AMessageIsOneNodesAloneUntilItsLeaseEnds) {
    add({invitation()});
    const auto first = claim(1, now_);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_TRUE(claim(2, now_ + std::chrono::minutes(4)).empty());
    EXPECT_EQ(inQueue([](OutboxQueue& queue) { return queue.nextDue(); }), now_ + std::chrono::minutes(5));
    // The node died.
    const auto later = now_ + std::chrono::minutes(5);
    ASSERT_EQ(claim(2, later).size(), 1U);
    // It did not, and comes late.
    end([&](OutboxQueue& queue) { queue.giveUp(first[0].id, 1, "5.1", "late"); });
    end([&](OutboxQueue& queue) { queue.retry(first[0].id, 1, later, "late"); });
    end([&](OutboxQueue& queue) { queue.sent(first[0].id, 1); });
    const auto items = list();
    ASSERT_EQ(items.size(), 1U);
    EXPECT_EQ(items[0].attempts, 0);
    end([&](OutboxQueue& queue) { queue.sent(first[0].id, 2); });
    EXPECT_TRUE(list().empty());
    EXPECT_EQ(inQueue([](OutboxQueue& queue) { return queue.nextDue(); }), std::nullopt);
}

TEST_F(OutboxTest, NodesThatClaimAtOnceShareTheMessages) {
    constexpr int kMessages = 40;
    std::vector<Message> messages;
    for (int i = 0; i < kMessages; ++i) messages.push_back(invitation("mailto:a" + std::to_string(i) + "@example.org"));
    add(messages);
    std::mutex mutex;
    std::vector<std::int64_t> ids;  // guarded by mutex
    std::vector<std::thread> nodes;
    for (int node = 1; node <= 4; ++node) {
        nodes.emplace_back([&, node] {
            for (int round = 0;; ++round) {
                const auto mine = claim(node * 1000 + round, now_, 3);
                if (mine.empty()) return;
                const std::lock_guard lock(mutex);
                for (const auto& item : mine) ids.push_back(item.id);
            }
        });
    }
    for (auto& node : nodes) node.join();
    EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), std::size_t{kMessages});
    EXPECT_EQ(ids.size(), std::size_t{kMessages});
}

TEST_F(OutboxTest, WaitsAfterAFailureAndIsGivenUpWithItsReason) {
    add({invitation()});
    auto item = claim(1, now_).at(0);
    const auto next = now_ + std::chrono::minutes(1);
    end([&](OutboxQueue& queue) { queue.retry(item.id, 1, next, std::string(511, 'x') + "\u20AC"); });
    EXPECT_TRUE(claim(2, now_).empty());
    EXPECT_EQ(inQueue([](OutboxQueue& queue) { return queue.nextDue(); }), next);
    item = claim(2, next).at(0);
    EXPECT_EQ(item.attempts, 1);
    EXPECT_EQ(item.lastError, std::string(511, 'x'));
    end([&](OutboxQueue& queue) { queue.giveUp(item.id, 2, "3.7", "550 nobody"); });
    EXPECT_TRUE(claim(3, next + std::chrono::hours(100)).empty());
    const auto untold = inQueue([](OutboxQueue& queue) { return queue.untold(10); });
    ASSERT_EQ(untold.size(), 1U);
    EXPECT_EQ(untold[0].status, "3.7");
    EXPECT_EQ(untold[0].lastError, "550 nobody");
    EXPECT_EQ(untold[0].attempts, 2);
    end([&](OutboxQueue& queue) { queue.setTold(item.id); });
    EXPECT_TRUE(inQueue([](OutboxQueue& queue) { return queue.untold(10); }).empty());
    EXPECT_EQ(list().at(0).state, OutboxItem::State::Told);
    EXPECT_EQ(inQueue([&](OutboxQueue& queue) { return queue.removeBefore(next, 10); }), 0);
    EXPECT_EQ(inQueue([&](OutboxQueue& queue) { return queue.removeBefore(next + std::chrono::seconds(1), 10); }), 1);
}

TEST_F(OutboxTest, AdministratorsTryAgainAndDrop) {
    add({invitation(), invitation("mailto:dora@example.org")});
    const auto items = claim(1, now_);
    end([&](OutboxQueue& queue) { queue.giveUp(items[0].id, 1, "5.1", "gone"); });
    end([&](OutboxQueue& queue) { queue.retry(items[1].id, 1, now_ + std::chrono::hours(1), "later"); });
    EXPECT_TRUE(inQueue([&](OutboxQueue& queue) { return queue.retryNow(items[0].id, now_); }));
    EXPECT_TRUE(inQueue([&](OutboxQueue& queue) { return queue.retryNow(items[1].id, now_); }));
    EXPECT_FALSE(inQueue([&](OutboxQueue& queue) { return queue.retryNow(1, now_); }));
    EXPECT_EQ(claim(2, now_).size(), 2U);
    EXPECT_TRUE(inQueue([&](OutboxQueue& queue) { return queue.drop(items[0].id); }));
    EXPECT_FALSE(inQueue([&](OutboxQueue& queue) { return queue.drop(items[0].id); }));
    end([](OutboxQueue& queue) { queue.release(2); });
    EXPECT_EQ(claim(3, now_).size(), 1U);
}

TEST_F(OutboxTest, CostsTwoStatementsHoweverManyAreInvited) {
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    (void)counter.statements([&] { add({invitation()}); });
    const auto one = counter.statements([&] { add({invitation("mailto:first@example.org")}); });
    std::vector<Message> messages;
    for (int i = 0; i < 50; ++i) messages.push_back(invitation("mailto:a" + std::to_string(i) + "@example.org"));
    EXPECT_EQ(counter.statements([&] { add(messages); }), one);
    EXPECT_EQ(counter.statements([&] { add({invitation("mailto:new@example.org")}); }, "%calendar_outbox%"), 2);
    EXPECT_EQ(counter.statements([&] { add({invitation()}); }, "%calendar_outbox%"), 3) << "an older one is taken back";
}

// A server takes statements of 16 MiB (max_allowed_packet).
TEST_F(OutboxTest, ALongInvitationReachesHoweverManyAreInvited) {
    const std::string described = "DESCRIPTION:" + std::string(100'000, 'x') + "\n";
    std::vector<Message> messages;
    for (int i = 0; i < 200; ++i)
        messages.push_back(invitation("mailto:a" + std::to_string(i) + "@example.org", described));
    EXPECT_EQ(add(messages), 200U);
    EXPECT_EQ(add({messages[3], messages[3]}), 2U) << "what is newer outdates what is older, not what comes with it";
    EXPECT_EQ(list().size(), 201U);
    const auto items = claim(1, now_, 300);
    ASSERT_EQ(items.size(), 201U);
    for (const auto& item : items) EXPECT_GT(item.calendar.size(), 100'000U);
}

}  // namespace
}  // namespace groupware::calendar
