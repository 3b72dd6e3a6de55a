#include "tests/groupware/calendar/api/meeting_files_fixture.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

TEST_F(MeetingFilesTest, HaveThePermissionsOfTheirEvent) {
    const std::string when = "DTSTART;TZID=Europe/Berlin:20260310T100000\r\n";
    const auto shared = newFolder("shared", folders::kViewerRights);
    const auto open = put(shared, vevent("o", when));
    const auto hidden = put(shared, vevent("p", when + "CLASS:PRIVATE\r\n"));
    auto session = database().read(kContext, Freshness::strict());
    const auto read = [&](const Caller& caller, FolderId folder, EventId object) {
        target_.requireRead(session, caller, folder, object.value);
    };
    const auto write = [&](const Caller& caller, EventId object) {
        target_.requireWrite(session, caller, shared, object.value);
    };
    read(anna(), shared, hidden.id);
    write(anna(), hidden.id);
    read(bert(), shared, open.id);
    EXPECT_EQ(codeOf([&] { write(bert(), open.id); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { read(bert(), shared, hidden.id); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { read(anna(), annas_, open.id); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { read(carl(), shared, open.id); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { read(anna(), shared, {4711}); }), ErrorCode::NotFound);
}

TEST_F(MeetingFilesTest, AreSeenAtTheEventAndGoWithIt) {
    const auto made = put(annas_, vevent("a", "DTSTART;TZID=Europe/Berlin:20260310T100000\r\n"));
    const EventRef ref{.folder = annas_, .id = made.id};
    attach(ref, "a.txt", "alpha");
    const auto event = queries_.get(anna(), ref);
    EXPECT_EQ(event.attachmentCount, 1);
    EXPECT_EQ(event.newestAttachment, clock_.now());
    EXPECT_GT(event.seq, made.seq);
    EXPECT_EQ(queries_.updates(anna(), annas_, made.seq, {}, {}).changed.size(), 1U);
    service_.remove(anna(), {&ref, 1}, {});
    EXPECT_EQ(rowsOf("attachment"), 0);
    expectExact();
}

TEST_F(MeetingFilesTest, HangOnEverybodysCopy) {
    const auto ref = make(event("20260310T100000", people()));
    const auto uid = uidOf(ref);
    const auto first = attach(ref, "a.txt", "alpha");
    attach(ref, "b.txt", "beta");
    for (const auto user : {kAnna, kBert, kCarl}) EXPECT_EQ(filesOf(user, uid), "a.txt=alpha b.txt=beta");
    EXPECT_EQ(number("SELECT COUNT(DISTINCT blob_key) FROM attachment"), 2) << "and nothing is stored twice";
    expectExact();
    // Clients of attendees hear of it: their copies changed, and of the one that goes they are told.
    const auto berts = copyOf(kBert, uid);
    const Seq seen = attachments_.all(bert(), targetOf(berts)).timestamp;
    EXPECT_GT(berts.seq, stored(ref.id)->createdSeq);
    const std::array one{first};
    attachments_.detach(anna(), targetOf(*stored(ref.id)), one);
    for (const auto user : {kAnna, kBert, kCarl}) EXPECT_EQ(filesOf(user, uid), "b.txt=beta");
    EXPECT_EQ(attachments_.updates(bert(), targetOf(berts), seen).removed, std::vector<AttachmentId>{first});
    EXPECT_EQ(queries_.updates(bert(), berts_, seen, std::nullopt, {}).changed.size(), 1U);
    expectExact();
    // Who is invited later gets them, who is not any more loses them.
    run("update", {{"folder", text(annas_)}, {"id", text(ref.id)}, {"timestamp", std::to_string(kNow.value)}},
        R"({"attendees":[{"entity":4}]})");
    EXPECT_EQ(filesOf(kBert, uid), "b.txt=beta");
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment"), 2);
    run("update", {{"folder", text(annas_)}, {"id", text(ref.id)}, {"timestamp", std::to_string(kNow.value)}},
        R"({"attendees":[{"entity":4},{"entity":5}]})");
    EXPECT_EQ(filesOf(kCarl, uid), "b.txt=beta");
    expectExact();
}

TEST_F(MeetingFilesTest, AttendeesListAndDownloadThemInTheirCopies) {
    const auto ref = make(event("20260310T100000", people()));
    const auto id = attach(ref, "a.txt", "alpha");
    const auto copy = copyOf(kBert, uidOf(ref));
    const auto shown =
        ask("get", {{"folder", text(berts_)}, {"id", text(copy.id)}, {"fields", "attachments,flags"}}, {}, bert());
    EXPECT_NE(shown.find(R"("filename":"a.txt")"), std::string::npos) << shown;
    EXPECT_NE(shown.find(R"("attachments")"), std::string::npos) << shown;
    // With the rights of his own copy: nobody else's.
    EXPECT_EQ(codeOf([&] { (void)attachments_.get(carl(), targetOf(copy), id); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)attachments_.get(bert(), targetOf(*stored(ref.id)), id); }), ErrorCode::NotFound);
    EXPECT_EQ(attachments_.get(bert(), targetOf(copy), id).filename, "a.txt");
}

TEST_F(MeetingFilesTest, AreNotForWhoInvitesHimself) {
    const auto annas = make(event("20260310T100000", R"("summary":"Talk","attendees":[{"entity":4}])"));
    const auto uid = uidOf(annas);
    put(carls_,
        vevent(uid,
               "DTSTART:20260310T090000Z\r\nORGANIZER:mailto:anna@example.com\r\n"
               "ATTENDEE:mailto:carl@example.com\r\n"),
        CalendarUser::of(kCarl));
    ASSERT_EQ(copyOf(kCarl, uid).role, Role::Attendee);
    attach(annas, "a.txt", "secret");
    EXPECT_EQ(filesOf(kBert, uid), "a.txt=secret");
    EXPECT_EQ(filesOf(kCarl, uid), "");
}

/// RFC 6638 section 3.2.2.1: ATTACH is not among what an attendee may change.
TEST_F(MeetingFilesTest, AreTheOrganizersToChange) {
    const auto ref = make(event("20260310T100000", people()));
    const auto uid = uidOf(ref);
    const auto id = attach(ref, "a.txt", "alpha");
    const auto copy = copyOf(kBert, uid);
    const EventRef berts{.folder = berts_, .id = copy.id};
    const auto before = onDisk();
    EXPECT_EQ(codeOf([&] { attach(berts, "b.txt", "beta", bert()); }), ErrorCode::Forbidden);
    const std::array one{id};
    EXPECT_EQ(codeOf([&] { attachments_.detach(bert(), targetOf(copy), one); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] {
                  std::vector<NewFile> files;
                  files.push_back(staged("b.txt", "beta", bert()));
                  update(berts, {}, std::move(files), {}, bert());
              }),
              ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { service_.update(bert(), berts, {.files = {.kept = {std::vector<std::int64_t>()}}}, {}); }),
              ErrorCode::Forbidden);
    // What he sends back as he got it is no change.
    service_.update(bert(), berts, {.files = {.kept = {{id.value}}}}, {});
    EXPECT_EQ(onDisk(), before);
    EXPECT_EQ(filesOf(kBert, uid), "a.txt=alpha");
    // His copy of what somebody outside organizes is his own.
    const auto outside = service_
                             .put(bert(),
                                  {.folder = berts_,
                                   .name = "o.ics",
                                   .text = vcalendar(vevent("o",
                                                            "DTSTART:20260310T100000Z\r\nORGANIZER:mailto:x@example.net"
                                                            "\r\nATTENDEE:mailto:bert@example.com\r\n"))},
                                  {})
                             .object;
    attach({.folder = berts_, .id = outside.id}, "note.txt", "mine", bert());
    EXPECT_EQ(filesOf(kBert, "o"), "note.txt=mine");
}

TEST_F(MeetingFilesTest, AnEventAndItsFilesAreOneTransaction) {
    const auto fails = [&](const std::function<void()>& write) {
        const auto before = std::vector{rowsOf("calendar_object"), rowsOf("attachment"), rowsOf("calendar_outbox")};
        const auto disk = onDisk();
        EXPECT_EQ(codeOf(write), ErrorCode::QuotaExceeded);
        EXPECT_EQ((std::vector{rowsOf("calendar_object"), rowsOf("attachment"), rowsOf("calendar_outbox")}), before);
        EXPECT_EQ(onDisk(), disk) << "what was uploaded is gone";
    };
    const auto ref = make(event("20260310T100000", people()));
    const auto uid = uidOf(ref);
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        filestore::setQuota(tx, 8);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    fails([&] {
        std::vector<NewFile> files;
        files.push_back(staged("big.txt", "more than eight"));
        auto added = files_.prepare(anna(), files);
        service_.create(anna(), annas_,
                        {.fields =
                             [](EventFields& fields) {
                                 fields.summary = "new";
                                 fields.start = fields.end = *ical::parseTime("20260310T100000Z");
                             },
                         .files = {.added = &added}},
                        {});
    });
    fails([&] {
        std::vector<NewFile> files;
        files.push_back(staged("big.txt", "more than eight"));
        update(ref, {.fields = [](EventFields& fields) { fields.summary = "changed"; }}, std::move(files));
    });
    EXPECT_EQ(queries_.get(anna(), ref).summary, "Talk");
    std::vector<NewFile> files;
    files.push_back(staged("a.txt", "alpha"));
    const auto written =
        update(ref, {.fields = [](EventFields& fields) { fields.summary = "changed"; }}, std::move(files));
    EXPECT_EQ(written.updated.at(0).attachmentCount, 1);
    EXPECT_EQ(filesOf(kBert, uid), "a.txt=alpha");
    EXPECT_EQ(stored(ref.id)->seq, written.committed.seq);
    EXPECT_EQ(copyOf(kBert, uid).seq, written.committed.seq);
    expectExact();
}

TEST_F(MeetingFilesTest, BothPartsOfADividedSeriesHaveThem) {
    const auto ref = make(event("20260310T100000", people(R"(,"rrule":"FREQ=DAILY;COUNT=5")")));
    const auto uid = uidOf(ref);
    const auto first = attach(ref, "a.txt", "alpha");
    attach(ref, "b.txt", "beta");
    const EventRef third{.folder = annas_, .id = ref.id, .recurrenceId = "20260312T100000"};
    std::vector<NewFile> files;
    files.push_back(staged("c.txt", "gamma"));
    const auto result = update(
        third, {.fields = [](EventFields& fields) { fields.summary = "then"; }, .files = {.kept = {{first.value}}}},
        std::move(files), {.scope = Scope::ThisAndFuture});
    const EventRef future{.folder = annas_, .id = result.created.at(0).id};
    EXPECT_EQ(filesOf(ref), "a.txt=alpha b.txt=beta") << "the first part keeps what it had";
    EXPECT_EQ(filesOf(future), "a.txt=alpha c.txt=gamma");
    EXPECT_EQ(filesOf(kBert, uid), "a.txt=alpha b.txt=beta");
    EXPECT_EQ(filesOf(kBert, uidOf(future)), "a.txt=alpha c.txt=gamma");
    expectExact();
    // The first part goes, what both had stays.
    service_.remove(anna(), {&ref, 1}, {});
    EXPECT_EQ(filesOf(future), "a.txt=alpha c.txt=gamma");
    EXPECT_EQ(number("SELECT COUNT(DISTINCT id) FROM attachment"), 2);
    expectExact();
    service_.remove(anna(), {&future, 1}, {});
    EXPECT_EQ(rowsOf("attachment"), 0);
    expectExact();
    EXPECT_TRUE(onDisk().empty());
}

TEST_F(MeetingFilesTest, ACopyHasThemAndKeepsThem) {
    const auto ref = make(event("20260310T100000", people()));
    attach(ref, "a.txt", "alpha");
    const auto copy = copyOf(kBert, uidOf(ref));
    const EventChange like{.fields =
                               [](EventFields& fields) {
                                   fields.summary = "mine";
                                   fields.start = fields.end = *ical::parseTime("20260310T100000Z");
                               },
                           .filesOf = EventRef{.folder = berts_, .id = copy.id}};
    const EventRef own{.folder = berts_, .id = service_.create(bert(), berts_, like, {}).created.at(0).id};
    EXPECT_EQ(filesOf(own, bert()), "a.txt=alpha");
    EXPECT_EQ(codeOf([&] { service_.create(carl(), carls_, like, {}); }), ErrorCode::NotFound)
        << "he sees no such event";
    service_.remove(anna(), {&ref, 1}, {});
    EXPECT_EQ(filesOf(own, bert()), "a.txt=alpha");
    attach(own, "b.txt", "beta", bert());
    expectExact();
}

TEST_F(MeetingFilesTest, FollowAMeetingThroughFolders) {
    const auto ref = make(event("20260310T100000", R"("summary":"Talk","attendees":[{"entity":4},{"entity":5}])"));
    const auto uid = uidOf(ref);
    attach(ref, "a.txt", "alpha");
    const auto folder = readableFolder();
    const auto move = [&](FolderId from, FolderId to) {
        service_.update(anna(), {.folder = from, .id = ref.id}, {.folder = to}, {});
        expectExact();
    };
    move(annas_, folder);
    EXPECT_EQ(filesOf(ref), "a.txt=alpha");
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment"), 1) << "copies are gone";
    attach({.folder = folder, .id = ref.id}, "b.txt", "beta");
    move(folder, annas_);
    EXPECT_EQ(filesOf(kBert, uid), "a.txt=alpha b.txt=beta") << "copies are back";
    service_.changeOrganizer(anna(), ref, kCarl, {});
    EXPECT_EQ(filesOf(kCarl, uid), "a.txt=alpha b.txt=beta");
    const auto carls = copyOf(kCarl, uid);
    attach({.folder = carls_, .id = carls.id}, "c.txt", "gamma", carl());
    EXPECT_EQ(filesOf(kAnna, uid), "a.txt=alpha b.txt=beta c.txt=gamma") << "the new organizer attaches";
    EXPECT_EQ(codeOf([&] { attach(ref, "d.txt", "delta"); }), ErrorCode::Forbidden);
    expectExact();
}

TEST_F(MeetingFilesTest, StayWithAMeetingThatAnotherOwnerGets) {
    const auto ref = make(event("20260310T100000", R"("summary":"Talk","attendees":[{"entity":4},{"entity":5}])"));
    const auto uid = uidOf(ref);
    attach(ref, "a.txt", "alpha");
    const auto target = folderService_
                            .create(bert(), {.parent = folders::kPrivate,
                                             .name = "Open",
                                             .module = "calendar",
                                             .grants = {{{folders::Grantee::of(kBert), folders::kOwnerRights},
                                                         {folders::Grantee::of(kAnna), folders::kAuthorRights}}}})
                            .folder;
    service_.update(anna(), ref, {.folder = target}, {});
    EXPECT_EQ(filesOf(kBert, uid), "a.txt=alpha");
    EXPECT_EQ(filesOf(kCarl, uid), "a.txt=alpha");
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment"), 2) << "his old copy is gone";
    attach({.folder = target, .id = ref.id}, "b.txt", "beta", bert());
    EXPECT_EQ(filesOf(kCarl, uid), "a.txt=alpha b.txt=beta");
    expectExact();
}

/// A delegate is invited by an attendee. RFC 5546 section 3.2.2.3.
TEST_F(MeetingFilesTest, WhoIsInvitedByAnAttendeeGetsThem) {
    const auto ref = make(event("20260310T100000", R"("summary":"Talk","attendees":[{"entity":4}])"));
    const auto uid = uidOf(ref);
    attach(ref, "a.txt", "alpha");
    const auto copy = copyOf(kBert, uid);
    auto calendar = parsed(copy.text);
    for (auto& component : calendar.components()) {
        if (!component.is("VEVENT")) continue;
        for (auto& property : component.properties()) {
            if (property.is("ATTENDEE") && property.value().find("Bert@") != std::string::npos) {
                property.setParameter("PARTSTAT", {"DELEGATED"});
                property.setParameter("DELEGATED-TO", {"mailto:carl@example.com"});
            }
        }
        component.add({"ATTENDEE", "mailto:carl@example.com", {{"DELEGATED-FROM", {"mailto:bert@example.com"}}}});
    }
    service_.put(bert(), {.folder = copy.folder, .name = copy.name, .text = calendar.text()}, {});
    EXPECT_EQ(filesOf(kCarl, uid), "a.txt=alpha");
    expectExact();
}

TEST_F(MeetingFilesTest, WhoOrganizesWithoutACopyGetsThem) {
    const auto ref = make(event("20260310T100000", R"("summary":"Talk","attendees":[{"entity":4}])"));
    attach(ref, "a.txt", "alpha");
    service_.changeOrganizer(anna(), ref, kCarl, {});
    EXPECT_EQ(filesOf(kCarl, uidOf(ref)), "a.txt=alpha");
    expectExact();
}

/// Blobs go with the last object that refers to them, in whatever order these go.
TEST_F(MeetingFilesTest, GoWithTheLastCopy) {
    const auto past = make(event("20260201T100000", R"("summary":"Past","attendees":[{"entity":4},{"entity":5}])"),
                           newFolder("Past"));
    const auto uid = uidOf(past);
    attach(past, "a.txt", "alpha");
    const auto erase = [&](const Caller& caller, FolderId folder) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            EXPECT_EQ(folderEvents_.remove(tx, caller, folder, 100), 1);
        });
        expectExact();
    };
    // A folder that is deleted, as is that of a deleted user: of what is over, the others keep their copies.
    erase(anna(), past.folder);
    EXPECT_EQ(filesOf(kBert, uid), "a.txt=alpha") << "also without the organizer's";
    EXPECT_EQ(filesOf(kCarl, uid), "a.txt=alpha");
    erase(bert(), berts_);
    EXPECT_EQ(filesOf(kCarl, uid), "a.txt=alpha");
    EXPECT_EQ(onDisk().size(), 1U);
    erase(carl(), carls_);
    EXPECT_TRUE(onDisk().empty());
    EXPECT_EQ(number("SELECT used FROM filestore_usage WHERE cid = 7"), 0);

    // What an heir inherits stays everybody's.
    const auto ref = make(event("20260310T100000", people()));
    attach(ref, "b.txt", "beta");
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        while (folderEvents_.bequeath(tx, kAnna, kCarl, 2) == 2) {
        }
    });
    EXPECT_EQ(number("SELECT COUNT(*) FROM attachment WHERE created_by = 3"), 0);
    EXPECT_EQ(filesOf(kBert, uidOf(ref)), "b.txt=beta");
    service_.remove(anna(), {&ref, 1}, {});
    EXPECT_EQ(rowsOf("attachment"), 0);
    expectExact();
}

TEST_F(MeetingFilesTest, StatementsDoNotDependOnHowManyTakePart) {
    std::string many;
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        many.clear();
        for (int number = 0; number < 16; ++number) {
            const auto id = principals::test::addPerson(tx, "user" + std::to_string(number));
            folders::createUserFolders(tx, id, "User " + std::to_string(number), std::vector<std::string>{"calendar"});
            many += R"({"entity":)" + std::to_string(id.value) + "}" + (number < 15 ? "," : "");
        }
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    const ::test::StatementCounter counter{::test::sharedServer(), installation().location().schema};
    const auto costs = [&](const std::string& attendees) {
        const auto ref = make(event("20260310T100000", R"("summary":"Talk","attendees":[)" + attendees + "]"));
        std::vector<NewFile> files;
        files.push_back(staged("a.txt", "alpha"));
        const auto target = targetOf(*stored(ref.id));
        AttachmentId id;
        const auto attached =
            counter.statements([&] { id = attachments_.attach(anna(), target, files).attachments.at(0); });
        const auto detached = counter.statements([&] { attachments_.detach(anna(), target, {&id, 1}); });
        return std::vector{attached.value, detached.value};
    };
    const auto four = many.substr(0, many.find('}', many.find('}', many.find('}', many.find('}') + 1) + 1) + 1) + 1);
    (void)costs(four);  // connections and statements are there
    EXPECT_EQ(costs(four), costs(many));
    EXPECT_EQ(costs(many), (std::vector<std::int64_t>{27, 32}));
}

}  // namespace
}  // namespace groupware::calendar::api
