#include "groupware/calendar/store/personal_store.h"
#include "tests/groupware/calendar/queries_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

class FolderEventsTest : public CalendarQueriesTest {
protected:
    /// Anna's meeting with Bert, who has a copy, and somebody outside.
    CalendarObject meet(FolderId folder, const std::string& uid, const std::string& times) {
        const auto text = parsed(
            vcalendar(vevent(uid, times + "ORGANIZER:mailto:anna@example.com\r\nATTENDEE:mailto:anna@example.com\r\n"
                                          "ATTENDEE:mailto:bert@example.com\r\nATTENDEE:mailto:x@example.net\r\n")));
        EditedObject made;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            made = folderScheduling_.store(
                tx, anna(),
                {.object = {.owner = CalendarUser::of(kAnna), .folder = folder, .createdBy = kAnna}, .calendar = text});
        });
        return made.object;
    }
    int remove(FolderId folder, int atMost) {
        int removed = 0;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            removed = folderEvents_.remove(tx, anna(), folder, atMost);
        });
        return removed;
    }
    [[nodiscard]] std::size_t bertsEvents() { return queries_.all(bert(), berts_, {}).events.size(); }
    /// UIDs of what those outside hear is cancelled.
    [[nodiscard]] std::vector<std::string> cancelled() {
        std::vector<std::string> uids;
        auto rows =
            connect()->queryText("SELECT uid FROM calendar_outbox WHERE cid = 7 AND method = 'CANCEL' ORDER BY 1");
        while (rows.next()) uids.push_back(rows.text(1));
        return uids;
    }
};

TEST_F(FolderEventsTest, WhoTakesPartHearsOfAFolderThatIsEmptied) {
    const auto folder = newFolder("meetings");
    meet(folder, "next", when("20260310"));
    meet(folder, "past", when("20260110"));
    meet(folder, "series", when("20250110") + "RRULE:FREQ=WEEKLY\r\n");
    ASSERT_EQ(bertsEvents(), 3U);
    EXPECT_EQ(remove(folder, 100), 3);
    EXPECT_EQ(bertsEvents(), 1U) << "what is over stays as it was";
    EXPECT_EQ(cancelled(), (std::vector<std::string>{"next", "series"}));
    EXPECT_TRUE(queries_.all(anna(), folder, {}).events.empty());
    EXPECT_EQ(counted(), 1);
}

TEST_F(FolderEventsTest, EmptyingCostsTheSameStatementsForOneMeetingAndForMany) {
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    const auto emptied = [&](int meetings) {
        const auto folder = newFolder("with " + std::to_string(meetings));
        for (int number = 0; number < meetings; ++number)
            meet(folder, "m" + std::to_string(number) + "of" + std::to_string(meetings), when("20260310"));
        return counter.statements([&] { EXPECT_EQ(remove(folder, 100), meetings); });
    };
    const auto declined = [&](int meetings) {
        for (int number = 0; number < meetings; ++number)
            meet(annas_, "d" + std::to_string(number) + "of" + std::to_string(meetings), when("20260310"));
        return counter.statements([&] {
            database().write(kContext, [&](dbpool::WriteTransaction& tx) {
                EXPECT_EQ(folderEvents_.remove(tx, bert(), berts_, 100), meetings);
            });
        });
    };
    (void)emptied(1);  // statements are there
    (void)declined(1);
    const auto few = emptied(2);
    EXPECT_EQ(emptied(16), few.value);
    EXPECT_EQ(cancelled().size(), 19U);
    const auto answers = declined(2);
    EXPECT_EQ(declined(16), answers.value);
    EXPECT_EQ(queries_.byUid(anna(), "d15of16").fields->attendees[1].status, "DECLINED");
}

TEST_F(FolderEventsTest, InvitationsAreDeclinedByWhoDeletesThem) {
    meet(annas_, "m", when("20260310"));
    database().write(kContext,
                     [&](dbpool::WriteTransaction& tx) { EXPECT_EQ(folderEvents_.remove(tx, bert(), berts_, 10), 1); });
    const auto event = queries_.byUid(anna(), "m");
    ASSERT_EQ(event.fields->attendees.size(), 3U);
    EXPECT_EQ(event.fields->attendees[1].status, "DECLINED");
}

TEST_F(FolderEventsTest, ABatchTakesWhatATransactionCanChange) {
    const auto folder = newFolder("meetings");
    std::string people;
    for (int number = 0; number < 140; ++number)
        people += "ATTENDEE:mailto:p" + std::to_string(number) + "@example.net\r\n";
    for (int number = 0; number < 3; ++number)
        put(folder,
            vevent("u" + std::to_string(number), when("20260310") + "ORGANIZER:mailto:anna@example.com\r\n" + people));
    EXPECT_EQ(remove(folder, 100), 100) << "there may be more";
    EXPECT_FALSE(queries_.all(anna(), folder, {}).events.empty());
    while (remove(folder, 100) == 100) continue;
    EXPECT_TRUE(queries_.all(anna(), folder, {}).events.empty());
}

// Copies are read, and mails written, with the whole text.
TEST_F(FolderEventsTest, ABatchOfLongTextsIsShort) {
    const auto folder = newFolder("meetings");
    std::string lines = "ORGANIZER:mailto:anna@example.com\r\nX-LONG:" + std::string(200'000, 'x') + "\r\n";
    for (int number = 0; number < 30; ++number)
        lines += "ATTENDEE:mailto:p" + std::to_string(number) + "@example.net\r\n";
    for (int number = 0; number < 3; ++number)
        put(folder, vevent("u" + std::to_string(number), when("20260310") + lines));
    for (int left = 2; left > 0; --left) {
        EXPECT_EQ(remove(folder, 100), 100) << "there may be more";
        EXPECT_EQ(queries_.all(anna(), folder, {}).events.size(), static_cast<std::size_t>(left));
    }
    EXPECT_EQ(remove(folder, 100), 1);
    EXPECT_EQ(rowsOf("calendar_outbox"), 90);
}

TEST_F(FolderEventsTest, WhatNobodyCanReadGoesSilently) {
    const auto folder = newFolder("meetings");
    const auto broken = meet(folder, "broken", when("20260310"));
    meet(folder, "fine", when("20260310"));
    connect()->command("UPDATE calendar_object SET text = 'gone' WHERE cid = 7 AND id = " +
                       std::to_string(broken.id.value));
    EXPECT_EQ(remove(folder, 100), 2);
    EXPECT_EQ(cancelled(), std::vector<std::string>{"fine"});
    EXPECT_EQ(rowsOf("calendar_object"), 1) << "Bert has the copy of what nobody cancelled";
    EXPECT_EQ(counted(), 1);
}

TEST_F(FolderEventsTest, FoldersAreEmptiedCountedAndBequeathed) {
    const auto folder = newFolder("full");
    for (int number = 0; number < 5; ++number) put(folder, vevent("u" + std::to_string(number), when("20260310")));
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(folderEvents_.count(session, {&folder, 1}).at(folder), 5);
    const auto berts = put(annas_, vevent("b", when("20260310")));
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        EXPECT_EQ(folderEvents_.remove(tx, anna(), folder, 3), 3);
        EXPECT_EQ(folderEvents_.remove(tx, anna(), folder, 3), 2);
        PersonalWriter(tx).set(berts.id, kAnna, {.transparent = true});
        EXPECT_EQ(folderEvents_.bequeath(tx, kAnna, kCarl, 100), 1);
        EXPECT_EQ(folderEvents_.bequeath(tx, kAnna, kCarl, 100), 0);
    });
    EXPECT_EQ(stored(berts.id)->createdBy, kCarl);
    EXPECT_EQ(stored(berts.id)->changedBy, kCarl);
    EXPECT_EQ(rowsOf("calendar_personal"), 0);
    EXPECT_EQ(rowsOf("calendar_object"), 1);
    EXPECT_EQ(counted(), 1);
}

}  // namespace
}  // namespace groupware::calendar
