#include "groupware/principals/service/object_quotas.h"
#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

namespace groupware::calendar {
namespace {

const std::string kTimes = "DTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\nSUMMARY:x\r\n";
const std::string kMeeting =
    kTimes +
    "ORGANIZER:mailto:anna@example.com\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:anna@example.com\r\n"
    "ATTENDEE:mailto:bert@example.com\r\n";

class PutTest : public WritesTest {
protected:
    CalendarService::Put put(const Caller& caller, FolderId folder, const std::string& name, const std::string& text) {
        return service_.put(caller, {.folder = folder, .name = name, .text = text}, {});
    }
    CalendarService::Put putAs(const CalendarService::PutObject& object) { return service_.put(anna(), object, {}); }
};

TEST_F(PutTest, ATextIsKeptOctetForOctet) {
    const auto text =
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nX-A;B=\"c\":\\d\nBEGIN:VEVENT\nUID:a\nDTSTAMP:20260101T000000Z\n"
        "DTSTART;VALUE=DATE:20260310\nSUMMARY;LANGUAGE=de:lang\n  er Text\nEND:VEVENT\nEND:VCALENDAR\n";
    const auto first = put(anna(), annas_, "a.ics", text);
    EXPECT_TRUE(first.created);
    EXPECT_FALSE(first.changed);
    EXPECT_EQ(first.object.text, text);
    EXPECT_EQ(stored(first.object.id)->text, text);
    const auto second = put(anna(), annas_, "a.ics", vcalendar(vevent("a", kTimes)));
    EXPECT_FALSE(second.created);
    EXPECT_EQ(second.object.id, first.object.id);
    EXPECT_GT(second.object.seq, first.object.seq);
    EXPECT_EQ(stored(first.object.id)->text, vcalendar(vevent("a", kTimes)));
}

TEST_F(PutTest, PreconditionsHold) {
    const auto text = vcalendar(vevent("a", kTimes));
    EXPECT_EQ(codeOf([&] { putAs({.folder = annas_, .name = "a.ics", .text = text, .ifSeq = Seq{1}}); }),
              ErrorCode::PreconditionFailed);
    const auto first = putAs({.folder = annas_, .name = "a.ics", .text = text, .ifAbsent = true});
    EXPECT_EQ(codeOf([&] { putAs({.folder = annas_, .name = "a.ics", .text = text, .ifAbsent = true}); }),
              ErrorCode::PreconditionFailed);
    const auto second = putAs({.folder = annas_, .name = "a.ics", .text = text, .ifSeq = first.object.seq});
    EXPECT_EQ(codeOf([&] { putAs({.folder = annas_, .name = "a.ics", .text = text, .ifSeq = first.object.seq}); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] { service_.removeObject(anna(), annas_, "a.ics", first.object.seq, {}); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] { service_.removeObject(anna(), annas_, "b.ics", std::nullopt, {}); }), ErrorCode::NotFound);
    service_.removeObject(anna(), annas_, "a.ics", second.object.seq, {});
    EXPECT_EQ(rowsOf("calendar_object"), 0);
}

/// RFC 4791 sections 4.1 and 5.3.2.1.
TEST_F(PutTest, WhatIsNoCalendarObjectIsRefused) {
    for (const std::string& inside :
         {std::string(), vevent("a", "SUMMARY:no start\r\n"), vevent("a", kTimes) + vevent("b", kTimes),
          std::string("BEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\n"), vevent("a", kTimes + "RRULE:FREQ=SECONDLY\r\n"),
          "METHOD:REQUEST\r\n" + vevent("a", kTimes)})
        EXPECT_EQ(codeOf([&] { put(anna(), annas_, "a.ics", vcalendar(inside)); }), ErrorCode::BadRequest) << inside;
    EXPECT_EQ(codeOf([&] { put(anna(), annas_, "a.ics", "no calendar"); }), ErrorCode::BadRequest);
    limits_.objectBytes = 1024;
    EXPECT_EQ(codeOf([&] {
                  put(anna(), annas_, "a.ics",
                      vcalendar(vevent("a", kTimes + "X-L:" + std::string(2000, 'x') + "\r\n")));
              }),
              ErrorCode::TooLarge);
    EXPECT_EQ(rowsOf("calendar_object"), 0);
}

TEST_F(PutTest, UidsAreUniqueInACalendarAndStay) {
    put(anna(), annas_, "a.ics", vcalendar(vevent("a", kTimes)));
    put(anna(), annas_, "b.ics", vcalendar(vevent("b", kTimes)));
    EXPECT_EQ(codeOf([&] { put(anna(), annas_, "c.ics", vcalendar(vevent("a", kTimes))); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { put(anna(), annas_, "b.ics", vcalendar(vevent("a", kTimes))); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { put(anna(), annas_, "b.ics", vcalendar(vevent("new", kTimes))); }), ErrorCode::Conflict);
    EXPECT_EQ(rowsOf("calendar_object"), 2);
}

TEST_F(PutTest, AMeetingIsScheduled) {
    const auto made = put(anna(), annas_, "m.ics", vcalendar(vevent("m", kMeeting)));
    EXPECT_EQ(made.object.role, Role::Organizer);
    const auto copy = copyOf(kBert, "m");
    ASSERT_TRUE(copy.has_value());
    EXPECT_EQ(copy->role, Role::Attendee);
    // Bert's client answers with a text of its own; what is not his is refused. RFC 6638 section 3.2.2.1.
    auto text = copy->text;
    const auto at = text.find("ATTENDEE:mailto:bert@example.com");
    ASSERT_NE(at, std::string::npos) << text;
    auto moved = text;
    moved.replace(moved.find("T110000Z"), 8, "T120000Z");
    EXPECT_EQ(codeOf([&] { put(bert(), berts_, copy->name, moved); }), ErrorCode::Forbidden);
    text.replace(at, 8, "ATTENDEE;PARTSTAT=ACCEPTED");
    EXPECT_FALSE(put(bert(), berts_, copy->name, text).created);
    EXPECT_EQ(statusIn(stored(made.object.id)->text, "bert@example.com"), "ACCEPTED");
}

/// RFC 6638 section 3.2.10: answers of others do not matter to who changes the event.
TEST_F(PutTest, TheScheduleTagLetsAnswersPass) {
    const auto made = put(anna(), annas_, "m.ics", vcalendar(vevent("m", kMeeting)));
    const auto tag = made.object.scheduleTag;
    answer(bert(), refOf(kBert, "m"), PartStat::Accepted);
    const auto now = stored(made.object.id);
    EXPECT_GT(now->seq, made.object.seq);
    EXPECT_EQ(now->scheduleTag, tag);
    auto text = now->text;
    text.replace(text.find("SUMMARY:x"), 9, "SUMMARY:y");
    const auto second = putAs({.folder = annas_, .name = "m.ics", .text = text, .ifScheduleTag = tag});
    EXPECT_GT(second.object.scheduleTag, tag);
    EXPECT_EQ(codeOf([&] { putAs({.folder = annas_, .name = "m.ics", .text = text, .ifScheduleTag = tag}); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(queries_.get(bert(), refOf(kBert, "m")).summary, "y");
}

TEST_F(PutTest, AnOlderTextKeepsAnswers) {
    const auto made = put(anna(), annas_, "m.ics", vcalendar(vevent("m", kMeeting)));
    answer(bert(), refOf(kBert, "m"), PartStat::Accepted);
    auto older = made.object.text;
    older.replace(older.find("SUMMARY:x"), 9, "SUMMARY:y");
    const auto put =
        putAs({.folder = annas_, .name = "m.ics", .text = older, .ifScheduleTag = made.object.scheduleTag});
    EXPECT_TRUE(put.changed);
    EXPECT_EQ(statusIn(put.object.text, "bert@example.com"), "ACCEPTED");
    EXPECT_EQ(statusIn(copyOf(kBert, "m")->text, "bert@example.com"), "ACCEPTED");
    EXPECT_EQ(queries_.get(bert(), refOf(kBert, "m")).summary, "y");
}

TEST_F(PutTest, AnOlderTextOfAnAttendeeKeepsAnswersOfOthers) {
    put(anna(), annas_, "m.ics", vcalendar(vevent("m", kMeeting + "ATTENDEE:mailto:carl@example.com\r\n")));
    const auto before = copyOf(kBert, "m");
    answer(carl(), refOf(kCarl, "m"), PartStat::Accepted);
    EXPECT_EQ(copyOf(kBert, "m")->scheduleTag, before->scheduleTag);
    auto older = before->text;
    older.replace(older.find("ATTENDEE:mailto:bert"), 8, "ATTENDEE;PARTSTAT=TENTATIVE");
    const auto put = service_.put(
        bert(), {.folder = berts_, .name = before->name, .text = older, .ifScheduleTag = before->scheduleTag}, {});
    EXPECT_TRUE(put.changed);
    for (const UserId owner : {kAnna, kBert, kCarl}) {
        EXPECT_EQ(statusIn(copyOf(owner, "m")->text, "bert@example.com"), "TENTATIVE");
        EXPECT_EQ(statusIn(copyOf(owner, "m")->text, "carl@example.com"), "ACCEPTED");
    }
}

TEST_F(PutTest, NoTextSaysThatAnotherUserAccepted) {
    auto forged = vcalendar(vevent("m", kMeeting + "ATTENDEE;PARTSTAT=ACCEPTED:mailto:eve@elsewhere.example\r\n"));
    forged.replace(forged.find("ATTENDEE:mailto:bert"), 8, "ATTENDEE;PARTSTAT=ACCEPTED");
    const auto made = put(anna(), annas_, "m.ics", forged);
    EXPECT_TRUE(made.changed);
    EXPECT_EQ(statusIn(made.object.text, "bert@example.com"), "NEEDS-ACTION");
    EXPECT_EQ(statusIn(made.object.text, "eve@elsewhere.example"), "ACCEPTED");
    EXPECT_EQ(statusIn(copyOf(kBert, "m")->text, "bert@example.com"), "NEEDS-ACTION");
    answer(bert(), refOf(kBert, "m"), PartStat::Declined);
    put(anna(), annas_, "m.ics", forged);
    EXPECT_EQ(statusIn(copyOf(kBert, "m")->text, "bert@example.com"), "DECLINED");
}

TEST_F(PutTest, RightsOfFoldersDecide) {
    const auto folder = shared(folders::kReviewerRights);  // changes, but neither makes nor removes
    const auto text = vcalendar(vevent("a", kTimes));
    EXPECT_EQ(codeOf([&] { put(bert(), folder, "a.ics", text); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { put(carl(), folder, "a.ics", text); }), ErrorCode::NotFound);
    put(anna(), folder, "a.ics", text);
    EXPECT_FALSE(put(bert(), folder, "a.ics", vcalendar(vevent("a", kTimes + "LOCATION:here\r\n"))).created);
    EXPECT_EQ(codeOf([&] { service_.removeObject(bert(), folder, "a.ics", std::nullopt, {}); }), ErrorCode::Forbidden);
    put(anna(), folder, "p.ics", vcalendar(vevent("p", kTimes + "CLASS:PRIVATE\r\n")));
    EXPECT_EQ(codeOf([&] { put(bert(), folder, "p.ics", vcalendar(vevent("p", kTimes))); }), ErrorCode::Forbidden);
}

// -- files

/// What may not be seen does not exist: preconditions tell nothing of it.
TEST_F(PutTest, RightsComeBeforePreconditions) {
    const auto text = vcalendar(vevent("a", kTimes));
    const auto folderFor = [&](const char* name, folders::Rights rights) {
        const auto folder = newFolder(name, rights);
        put(anna(), folder, "a.ics", vcalendar(vevent(name, kTimes)));
        return folder;
    };
    struct Case {
        const char* name;
        folders::Rights berts;
        ErrorCode put;     // whatever he says of the version
        ErrorCode create;  // under another name
        ErrorCode remove;
    };
    using R = folders::Rights;
    const std::vector<Case> cases{
        {"hidden", {}, ErrorCode::NotFound, ErrorCode::NotFound, ErrorCode::NotFound},
        {"seen", {.folder = R::kSee}, ErrorCode::NotFound, ErrorCode::Forbidden, ErrorCode::NotFound},
        {"read",
         {.folder = R::kSee, .read = R::kAll},
         ErrorCode::Forbidden,
         ErrorCode::Forbidden,
         ErrorCode::Forbidden},
        {"own",
         {.folder = R::kCreateObjects, .read = R::kOwn, .write = R::kOwn, .remove = R::kOwn},
         ErrorCode::NotFound,
         ErrorCode::PreconditionFailed,
         ErrorCode::NotFound},
        {"writer",
         {.folder = R::kCreateObjects, .read = R::kAll, .write = R::kAll, .remove = R::kAll},
         ErrorCode::PreconditionFailed,
         ErrorCode::PreconditionFailed,
         ErrorCode::PreconditionFailed}};
    for (const auto& each : cases) {
        SCOPED_TRACE(each.name);
        const auto folder = folderFor(each.name, each.berts);
        const auto putAsBert = [&](CalendarService::PutObject object) {
            return codeOf([&] { service_.put(bert(), object, {}); });
        };
        EXPECT_EQ(putAsBert({.folder = folder, .name = "a.ics", .text = text, .ifAbsent = true}), each.put);
        EXPECT_EQ(putAsBert({.folder = folder, .name = "a.ics", .text = text, .ifSeq = Seq{1}}), each.put);
        EXPECT_EQ(putAsBert({.folder = folder, .name = "a.ics", .text = text, .ifScheduleTag = Seq{1}}), each.put);
        EXPECT_EQ(putAsBert({.folder = folder, .name = "b.ics", .text = text, .ifSeq = Seq{1}}), each.create);
        EXPECT_EQ(codeOf([&] { service_.removeObject(bert(), folder, "a.ics", Seq{1}, {}); }), each.remove);
        EXPECT_EQ(codeOf([&] { service_.removeObject(bert(), folder, "b.ics", Seq{1}, {}); }), ErrorCode::NotFound);
    }
}

TEST_F(PutTest, AFileIsImportedAndEachRefusalIsNamed) {
    put(anna(), annas_, "known.ics", vcalendar(vevent("known", kTimes)));
    const auto file = vcalendar(vevent("a", kTimes + "X-ODD;P=\"1\":kept\r\n") + vevent("known", kTimes) +
                                vevent("bad", "SUMMARY:x\r\n") + "BEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\n" +
                                vevent("m", kMeeting) + vevent("a", "RECURRENCE-ID:20260310T100000Z\r\n" + kTimes));
    const auto result = service_.import(anna(), annas_, formats::lines::sourceOf(file), false);
    ASSERT_EQ(result.items.size(), 5U);
    ASSERT_TRUE(result.items[0].object.has_value());
    EXPECT_EQ(stored(result.items[0].object->id)->text,
              vcalendar(vevent("a", kTimes + "X-ODD;P=\"1\":kept\r\n") +
                        vevent("a", "RECURRENCE-ID:20260310T100000Z\r\n" + kTimes)));
    EXPECT_EQ(result.items[1].failure->code(), ErrorCode::Conflict);
    EXPECT_EQ(result.items[2].failure->code(), ErrorCode::BadRequest);
    EXPECT_EQ(result.items[3].failure->publicText(), "Line 24: A VTODO is no event.");
    ASSERT_TRUE(result.items[4].object.has_value());
    EXPECT_FALSE(copyOf(kBert, "m").has_value());  // nobody is invited
    EXPECT_EQ(mails(), 0);
    // Once more, with new uids.
    const auto again = service_.import(anna(), annas_, formats::lines::sourceOf(file), true);
    EXPECT_TRUE(again.items[0].object.has_value());
    EXPECT_TRUE(again.items[1].object.has_value());
    EXPECT_NE(again.items[1].object->uid, "known");
    EXPECT_EQ(rowsOf("calendar_object"), 6);
    EXPECT_EQ(codeOf([&] { (void)service_.import(bert(), annas_, formats::lines::sourceOf(file), false); }),
              ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)service_.import(anna(), annas_, formats::lines::sourceOf("nonsense"), false); }),
              ErrorCode::BadRequest);
    limits_.importObjects = 3;
    EXPECT_EQ(codeOf([&] { (void)service_.import(anna(), annas_, formats::lines::sourceOf(file), false); }),
              ErrorCode::TooLarge);
}

TEST_F(PutTest, WhatThereIsNoRoomForIsNamed) {
    put(anna(), annas_, "known.ics", vcalendar(vevent("known", kTimes)));
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Calendar, 700);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 0));
    });
    std::string events;
    for (int number = 0; number < 1200; ++number) events += vevent("u" + std::to_string(number), kTimes);
    events += vevent("known", kTimes) + vevent("bad", "SUMMARY:x\r\n");
    const auto result = service_.import(anna(), annas_, formats::lines::sourceOf(vcalendar(events)), false);
    ASSERT_EQ(result.items.size(), 1202U);
    EXPECT_EQ(result.committed.seq, result.items[0].object->seq);
    for (std::size_t at = 0; at < 1200; ++at) {
        EXPECT_EQ(result.items[at].object.has_value(), at < 500) << at;
        if (at < 500) continue;
        ASSERT_TRUE(result.items[at].failure.has_value()) << at;
        EXPECT_EQ(result.items[at].failure->code(), ErrorCode::QuotaExceeded) << at;
    }
    EXPECT_EQ(result.items[1201].failure->code(), ErrorCode::BadRequest) << "room would not help";
    EXPECT_EQ(rowsOf("calendar_object"), 501);
    EXPECT_EQ(counted(), 501);
}

TEST_F(PutTest, AFileOfThousandsIsSeveralTransactions) {
    std::string events;
    for (int number = 0; number < 1200; ++number) events += vevent("u" + std::to_string(number), kTimes);
    const auto result = service_.import(anna(), annas_, formats::lines::sourceOf(vcalendar(events)), false);
    ASSERT_EQ(result.items.size(), 1200U);
    EXPECT_EQ(rowsOf("calendar_object"), 1200);
    EXPECT_EQ(counted(), 1200);
    EXPECT_LT(result.items.front().object->seq, result.items.back().object->seq);
    for (const auto& item : result.items) EXPECT_FALSE(item.failure.has_value());
}

}  // namespace
}  // namespace groupware::calendar
