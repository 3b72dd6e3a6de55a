#include "groupware/principals/service/object_quotas.h"
#include "groupware/reminders/service/reminder_service.h"
#include "groupware/tasks/service/task_attachments.h"
#include "groupware/tasks/service/task_export.h"
#include "groupware/tasks/service/task_writing.h"
#include "tests/groupware/tasks/tasks_fixture.h"
#include "tests/support/whole_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace groupware::tasks {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using Titles = std::vector<std::string>;

Instant day(int month, int dayOfMonth) {
    return sys_days(std::chrono::year(2026) / month / dayOfMonth);
}

TEST_F(TasksTest, EveryFieldIsStored) {
    std::mt19937 random(99);
    for (int round = 0; round < 40; ++round) {
        const Fields fields = test::randomFields(random);
        TaskChange change{.fields = [&](Fields& wanted) { wanted = fields; }, .folder = annas_};
        change.fields = [&](Fields& wanted) {
            wanted = fields;
            wanted.uid = "u" + std::to_string(round);
        };
        const auto made = service_.create(anna(), change);
        Task read = service_.get(anna(), {.id = made.task.id, .folder = annas_});
        Fields expected = fields;
        expected.uid = "u" + std::to_string(round);
        EXPECT_EQ(read.fields, expected);
        EXPECT_EQ(read.seq, made.committed.seq);
        EXPECT_EQ(read.createdBy, kAnna);
        EXPECT_EQ(fieldsOf(ical::parseCalendar(textOf(made.task.id), {}), test::kTimes()), expected);
    }
    EXPECT_EQ(counted(), 40);
}

TEST_F(TasksTest, AnUpdateChangesWhatItNames) {
    const auto made = add(anna(), annas_, "one");
    const TaskRef ref{.id = made.task.id, .folder = annas_};
    clock_.advance(1h);
    const auto changed =
        service_.update(anna(), ref, {.fields = [](Fields& fields) { fields.status = Status::Done; }}, made.task.seq);
    EXPECT_EQ(changed.task.fields.title, "one");
    EXPECT_EQ(changed.task.fields.percent, 100);
    EXPECT_EQ(changed.task.fields.completed, clock_.now());
    EXPECT_EQ(changed.task.fields.uid, made.task.fields.uid);
    EXPECT_GT(changed.task.seq, made.task.seq);
    EXPECT_EQ(codeOf([&] { service_.update(anna(), ref, titled("lost"), made.task.seq); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] { service_.update(bert(), ref, titled("x"), kNow); }), ErrorCode::NotFound);
    EXPECT_EQ(service_.get(anna(), ref).fields.title, "one");
}

TEST_F(TasksTest, ConflictsAreOfOneUidAndLimitsHaveNames) {
    limits_.noteCharacters = 10;
    limits_.objectBytes = 1024;
    limits_.listLength = 1;
    EXPECT_EQ(codeOf([&] {
                  service_.create(anna(),
                                  {.fields = [](Fields& f) { f.note = std::string(11, 'x'); }, .folder = annas_});
              }),
              ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] {
                  service_.create(anna(), {.fields =
                                               [](Fields& f) {
                                                   f.title = std::string(767, 'x');
                                                   f.companies = std::string(255, 'y');
                                               },
                                           .folder = annas_});
              }),
              ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] {
                  service_.create(anna(), {.fields =
                                               [](Fields& f) {
                                                   f.percent = 101;
                                                   f.status = Status::InProgress;
                                               },
                                           .folder = annas_});
              }),
              ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { service_.create(anna(), titled("nowhere")); }), ErrorCode::BadRequest);
    add(anna(), annas_, "1");
    add(anna(), annas_, "2");
    EXPECT_EQ(codeOf([&] { (void)service_.all(anna(), annas_, {}); }), ErrorCode::TooLarge);
    EXPECT_EQ(service_.updates(anna(), annas_, {}, {}).changed.size(), 2U) << "never limited";
}

TEST_F(TasksTest, UpdatesNameEachChangeOnce) {
    const auto a = add(anna(), annas_, "a");
    const Seq start = now();
    const auto b = add(anna(), annas_, "b");
    service_.update(anna(), {.id = a.task.id, .folder = annas_}, titled("A"), kNow);
    const auto c = add(anna(), annas_, "c");
    remove(anna(), {.id = c.task.id, .folder = annas_});
    const auto changes = service_.updates(anna(), annas_, start, {});
    ASSERT_EQ(changes.changed.size(), 2U);
    EXPECT_EQ(changes.changed[0].id, b.task.id);
    EXPECT_EQ(changes.changed[1].fields.title, "A");
    EXPECT_EQ(changes.removed, std::vector<TaskId>{c.task.id});
    const auto nothing = service_.updates(anna(), annas_, changes.timestamp, {});
    EXPECT_TRUE(nothing.changed.empty());
    EXPECT_TRUE(nothing.removed.empty());
}

TEST_F(TasksTest, AMoveIsARemovalThere) {
    const FolderId other = newFolder("other");
    const auto made = add(anna(), annas_, "a");
    const Seq start = now();
    const auto moved = service_.update(anna(), {.id = made.task.id, .folder = annas_}, {.folder = other}, kNow);
    EXPECT_EQ(moved.task.folder, other);
    EXPECT_TRUE(titles(anna(), annas_).empty());
    EXPECT_EQ(titles(anna(), other), Titles{"a"});
    EXPECT_EQ(service_.updates(anna(), annas_, start, {}).removed, std::vector<TaskId>{made.task.id});
    EXPECT_EQ(service_.updates(anna(), other, start, {}).changed.size(), 1U);
    EXPECT_EQ(codeOf([&] { (void)service_.get(anna(), {.id = made.task.id, .folder = annas_}); }), ErrorCode::NotFound);
    const auto back = service_.update(anna(), {.id = made.task.id, .folder = other}, {.folder = annas_}, kNow);
    EXPECT_TRUE(service_.updates(anna(), annas_, start, {}).removed.empty()) << "it is there again";
    EXPECT_EQ(back.task.home, annas_);
}

TEST_F(TasksTest, WhoTakesPartSeesTheTaskInHisFolder) {
    const Seq start = now();
    const auto made = give(anna(), annas_, {user(kBert), external("Guest@Example.com")});
    EXPECT_EQ(titles(bert(), berts_), Titles{"given"});
    EXPECT_TRUE(titles(carl(), carls_).empty());
    EXPECT_EQ(service_.updates(bert(), berts_, start, {}).changed.size(), 1U);
    const Task seen = service_.get(bert(), {.id = made.task.id, .folder = berts_});
    EXPECT_EQ(seen.folder, berts_);
    ASSERT_EQ(seen.participants.value().size(), 2U);
    EXPECT_NE(textOf(made.task.id).find("mailto:bert@example.com"), std::string::npos);
    EXPECT_NE(textOf(made.task.id).find("mailto:guest@example.com"), std::string::npos);
    EXPECT_EQ(counted(), 1) << "seen twice, and one task";

    // What one changes, all see.
    const Seq before = now();
    service_.update(bert(), {.id = made.task.id, .folder = berts_}, titled("by Bert"), kNow);
    EXPECT_EQ(titles(anna(), annas_), Titles{"by Bert"});
    EXPECT_EQ(service_.updates(anna(), annas_, before, {}).changed.size(), 1U);
    EXPECT_EQ(service_.updates(bert(), berts_, before, {}).changed.size(), 1U);

    // Whoever is not among them any more does not see it any more.
    service_.update(anna(), {.id = made.task.id, .folder = annas_}, {.participants = {{user(kCarl)}}}, kNow);
    EXPECT_TRUE(titles(bert(), berts_).empty());
    EXPECT_EQ(titles(carl(), carls_), Titles{"by Bert"});
    EXPECT_EQ(service_.updates(bert(), berts_, before, {}).removed, std::vector<TaskId>{made.task.id});
    EXPECT_EQ(textOf(made.task.id).find("bert@"), std::string::npos);
}

TEST_F(TasksTest, GroupsAreTheirMembersOnceEach) {
    const auto made =
        give(anna(), annas_, {{.kind = ParticipantKind::Group, .id = team_.value}, user(kBert), user(kBert)});
    const Task task = service_.get(anna(), {.id = made.task.id, .folder = annas_});
    int chosen = 0;
    for (const auto& each : *task.participants) chosen += each.chosen ? 1 : 0;
    EXPECT_EQ(task.participants->size(), 3U);
    EXPECT_EQ(chosen, 2) << "Carl is there through the group alone";
    EXPECT_EQ(titles(bert(), berts_).size(), 1U);
    EXPECT_EQ(titles(carl(), carls_).size(), 1U);
    limits_.participants = 2;
    EXPECT_EQ(codeOf([&] { give(anna(), annas_, {{.kind = ParticipantKind::Group, .id = team_.value}}); }),
              ErrorCode::TooLarge);
    EXPECT_EQ(codeOf([&] { give(anna(), annas_, {user({99})}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { give(anna(), annas_, {{.kind = ParticipantKind::Group, .id = 99}}); }),
              ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { give(anna(), annas_, {external("nobody")}); }), ErrorCode::BadRequest);
    EXPECT_EQ(counted(), 1);
}

TEST_F(TasksTest, WhoLeavesTakesOnlyHimselfAway) {
    const auto made = give(anna(), annas_, {user(kBert), user(kCarl)});
    EXPECT_TRUE(remove(bert(), {.id = made.task.id, .folder = berts_}).refused.empty());
    EXPECT_TRUE(titles(bert(), berts_).empty());
    EXPECT_EQ(titles(carl(), carls_).size(), 1U);
    const Task task = service_.get(anna(), {.id = made.task.id, .folder = annas_});
    ASSERT_EQ(task.participants->size(), 1U);
    EXPECT_EQ(task.participants->front().id, kCarl.value);
    EXPECT_EQ(task.participantCount, 1);
    EXPECT_TRUE(remove(anna(), {.id = made.task.id, .folder = annas_}).refused.empty());
    EXPECT_TRUE(titles(carl(), carls_).empty());
    for (const char* table : {"task", "task_folder", "task_participant"}) EXPECT_EQ(rowsOf(table), 0) << table;
    EXPECT_EQ(counted(), 0);
}

TEST_F(TasksTest, ConfirmIsOnesOwn) {
    const auto made = give(anna(), annas_, {user(kBert)});
    const TaskRef there{.id = made.task.id, .folder = berts_};
    service_.confirm(bert(), there, Confirmation::Accepted, "gladly", made.task.seq);
    const Task task = service_.get(anna(), {.id = made.task.id, .folder = annas_});
    EXPECT_EQ(task.participants->front().confirmation, Confirmation::Accepted);
    EXPECT_EQ(task.participants->front().message, "gladly");
    EXPECT_NE(textOf(made.task.id).find("PARTSTAT=ACCEPTED"), std::string::npos);
    EXPECT_EQ(codeOf([&] { service_.confirm(bert(), there, Confirmation::Declined, "", made.task.seq); }),
              ErrorCode::PreconditionFailed);
    EXPECT_EQ(codeOf([&] {
                  service_.confirm(anna(), {.id = made.task.id, .folder = annas_}, Confirmation::Accepted, "", kNow);
              }),
              ErrorCode::Forbidden);
    // Another list of participants keeps the answers of those who stay.
    service_.update(anna(), {.id = made.task.id, .folder = annas_}, {.participants = {{user(kBert), user(kCarl)}}},
                    kNow);
    EXPECT_EQ(service_.get(bert(), there).participants->front().confirmation, Confirmation::Accepted);
}

TEST_F(TasksTest, PrivateTasksAreForThoseWhoMadeThem) {
    const FolderId shared = newFolder("shared", folders::kAuthorRights);
    const auto secret = [](Fields& fields) {
        fields.title = "secret";
        fields.isPrivate = true;
    };
    const auto made = service_.create(anna(), {.fields = secret, .folder = shared});
    const auto open = add(anna(), shared, "open");
    const TaskRef ref{.id = made.task.id, .folder = shared};
    EXPECT_EQ(titles(bert(), shared), Titles{"open"});
    EXPECT_EQ(codeOf([&] { (void)service_.get(bert(), ref); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { service_.update(bert(), ref, titled("x"), kNow); }), ErrorCode::NotFound);
    EXPECT_EQ(remove(bert(), ref).refused.size(), 1U);
    EXPECT_TRUE(service_.search(bert(), {.pattern = "secret"}, {}).tasks.empty());
    EXPECT_EQ(service_.search(anna(), {.pattern = "secret"}, {}).tasks.size(), 1U);
    EXPECT_EQ(::test::wholeFile(service_.exportFolder(bert(), shared)).find("secret"), std::string::npos);

    // What becomes private goes away for others, and comes back.
    const Seq seen = now();
    const TaskRef openRef{.id = open.task.id, .folder = shared};
    service_.update(anna(), openRef, {.fields = [](Fields& f) { f.isPrivate = true; }}, kNow);
    const auto gone = service_.updates(bert(), shared, seen, {});
    EXPECT_TRUE(gone.changed.empty());
    EXPECT_EQ(gone.removed, std::vector<TaskId>{open.task.id});
    service_.update(anna(), openRef, {.fields = [](Fields& f) { f.isPrivate = false; }}, kNow);
    EXPECT_EQ(service_.updates(bert(), shared, gone.timestamp, {}).changed.size(), 1U);

    EXPECT_EQ(codeOf([&] { service_.create(bert(), {.fields = secret, .folder = shared}); }), ErrorCode::BadRequest);
    EXPECT_EQ(
        codeOf([&] { service_.create(anna(), {.fields = secret, .folder = annas_, .participants = {{user(kBert)}}}); }),
        ErrorCode::BadRequest);
    const auto given = give(anna(), annas_, {user(kBert)});
    EXPECT_EQ(
        codeOf([&] { service_.update(anna(), {.id = given.task.id, .folder = annas_}, {.fields = secret}, kNow); }),
        ErrorCode::BadRequest);
}

TEST_F(TasksTest, DelegatingNeedsTheRightToIt) {
    Caller without = anna();
    std::erase(without.modules, "delegatetask");
    EXPECT_EQ(codeOf([&] { give(without, annas_, {user(kBert)}); }), ErrorCode::Forbidden);
    EXPECT_EQ(give(without, annas_, {user(kAnna)}).task.participantCount, 1);
}

TEST_F(TasksTest, APublicFolderIsTheOnlyPlaceOfItsTasks) {
    const FolderId open = newFolder("open", folders::kAuthorRights, folders::kPublic);
    const auto made = give(anna(), open, {user(kBert), user(kCarl)});
    EXPECT_TRUE(titles(bert(), berts_).empty());
    EXPECT_EQ(titles(bert(), open), Titles{"given"});
    service_.confirm(bert(), {.id = made.task.id, .folder = open}, Confirmation::Accepted, "", kNow);
    // Into a private folder, those who take part get it; back, they lose it.
    service_.update(anna(), {.id = made.task.id, .folder = open}, {.folder = annas_}, kNow);
    EXPECT_EQ(titles(carl(), carls_).size(), 1U);
    service_.update(anna(), {.id = made.task.id, .folder = annas_}, {.folder = open}, kNow);
    EXPECT_TRUE(titles(carl(), carls_).empty());
}

TEST_F(TasksTest, WhoTakesPartMayTidyItIntoAnotherFolderOfHis) {
    const auto made = give(bert(), berts_, {user(kAnna)});
    const FolderId other = newFolder("other");
    const TaskRef here{.id = made.task.id, .folder = annas_};
    service_.update(anna(), here, {.folder = other}, kNow);
    EXPECT_EQ(titles(anna(), other).size(), 1U);
    EXPECT_EQ(titles(bert(), berts_).size(), 1U);
    const TaskRef there{.id = made.task.id, .folder = other};
    service_.update(bert(), {.id = made.task.id, .folder = berts_}, {.participants = {{user(kAnna), user(kCarl)}}},
                    kNow);
    EXPECT_EQ(titles(anna(), other).size(), 1U) << "it stays where she put it";
    const FolderId open = newFolder("open", folders::kAuthorRights, folders::kPublic);
    EXPECT_EQ(codeOf([&] { service_.update(anna(), there, {.folder = open}, kNow); }), ErrorCode::Forbidden);
}

TEST_F(TasksTest, AlarmsAreOfEachUser) {
    auto change = titled("a");
    change.folder = annas_;
    change.participants = {user(kBert)};
    change.alarm = std::optional(day(4, 1));
    const auto made = service_.create(anna(), change);
    const TaskRef annasRef{.id = made.task.id, .folder = annas_};
    const TaskRef bertsRef{.id = made.task.id, .folder = berts_};
    EXPECT_EQ(service_.get(anna(), annasRef).alarm, day(4, 1));
    EXPECT_FALSE(service_.get(bert(), bertsRef).alarm);
    EXPECT_NE(textOf(made.task.id).find("BEGIN:VALARM"), std::string::npos);
    service_.update(bert(), bertsRef, {.alarm = std::optional(day(4, 2))}, kNow);
    EXPECT_EQ(service_.get(anna(), annasRef).alarm, day(4, 1));
    EXPECT_EQ(service_.get(bert(), bertsRef).alarm, day(4, 2));
    EXPECT_NE(textOf(made.task.id).find("20260401T"), std::string::npos) << "Anna's is in the text";
    EXPECT_EQ(textOf(made.task.id).find("20260402T"), std::string::npos);

    const reminders::ReminderService reminders(database(), access_, [] { return std::size_t{100}; });
    const std::vector<reminders::ReminderModule> tasks{reminders::ReminderModule::Task};
    const auto due = reminders.due(bert(), day(5, 1), tasks).reminders;
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].folder, berts_);
    EXPECT_EQ(due[0].target, made.task.id.value);

    const FolderId other = newFolder("other");
    service_.update(anna(), annasRef, {.folder = other}, kNow);
    EXPECT_EQ(reminders.due(anna(), day(5, 1), tasks).reminders.at(0).folder, other);
    service_.update(anna(), {.id = made.task.id, .folder = other}, {.alarm = std::optional<Instant>()}, kNow);
    EXPECT_FALSE(service_.get(anna(), {.id = made.task.id, .folder = other}).alarm);
    EXPECT_EQ(textOf(made.task.id).find("VALARM"), std::string::npos);
    EXPECT_EQ(rowsOf("reminder"), 1);
    remove(anna(), {.id = made.task.id, .folder = other});
    EXPECT_EQ(rowsOf("reminder"), 0);
}

TEST_F(TasksTest, SearchFindsTextsAndDates) {
    add(anna(), annas_, "Milk and bread");
    service_.create(anna(), {.fields =
                                 [](Fields& f) {
                                     f.title = "Due";
                                     f.note = "milky way";
                                     f.due = day(3, 10);
                                 },
                             .folder = annas_});
    add(bert(), berts_, "Milk of Bert");
    EXPECT_EQ(service_.search(anna(), {.pattern = "MILK"}, {}).tasks.size(), 2U);
    EXPECT_EQ(service_.search(anna(), {.pattern = "milk*"}, {}).tasks.size(), 2U);
    EXPECT_EQ(service_.search(anna(), {.pattern = "100%"}, {}).tasks.size(), 0U);
    EXPECT_EQ(service_.search(anna(), {.pattern = "", .from = day(3, 1), .to = day(3, 11)}, {}).tasks.size(), 1U);
    EXPECT_EQ(service_.search(anna(), {.pattern = "", .from = day(3, 11)}, {}).tasks.size(), 0U);
    EXPECT_EQ(codeOf([&] { (void)service_.search(anna(), {.pattern = "m", .folder = berts_}, {}); }),
              ErrorCode::NotFound);
    limits_.searchLength = 1;
    EXPECT_EQ(service_.search(anna(), {.pattern = "milk"}, {}).tasks.size(), 1U);
    give(anna(), annas_, {user(kBert)});
    limits_.searchLength = 9;
    EXPECT_EQ(service_.search(bert(), {.pattern = "given"}, {}).tasks.size(), 1U);
}

TEST_F(TasksTest, FoldersAreEmptiedAndInherited) {
    const FolderId shared = newFolder("shared", folders::kAuthorRights);
    add(anna(), shared, "of Anna");
    const auto berts = add(bert(), shared, "of Bert");
    give(anna(), shared, {user(kBert)});
    const auto given = give(bert(), berts_, {user(kAnna)});
    EXPECT_EQ(service_.all(anna(), annas_, {}).tasks.size(), 1U);
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        const std::vector<FolderId> folders{shared, annas_};
        EXPECT_EQ(folderTasks_.count(tx, folders), (std::map<FolderId, std::int64_t>{{shared, 3}, {annas_, 1}}));
        EXPECT_EQ(folderTasks_.remove(tx, anna(), annas_, 10), 1);
    });
    EXPECT_TRUE(titles(anna(), annas_).empty());
    EXPECT_EQ(service_.get(bert(), {.id = given.task.id, .folder = berts_}).participants->size(), 0U)
        << "what was given to her is only left";
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        EXPECT_EQ(folderTasks_.remove(tx, anna(), shared, 2), 2);
        EXPECT_EQ(folderTasks_.bequeath(tx, kBert, kAnna, 1), 1);
        EXPECT_EQ(folderTasks_.bequeath(tx, kBert, kAnna, 10), 1);
        EXPECT_EQ(folderTasks_.bequeath(tx, kBert, kAnna, 10), 0);
    });
    const auto left = service_.all(anna(), shared, {.participants = true}).tasks;
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].participantCount, 0) << "Bert takes part no more";
    (void)berts;
}

TEST_F(TasksTest, WhatADeletedUserAttachedIsHisHeirs) {
    connect()->execute(
        "INSERT INTO attachment VALUES (?, 1, 4, 1, 'a', 'text/plain', 0, 'key', 1, REPEAT('s', 32), 4, 0, 1)",
        {kContext.value});
    const auto bequeath = [&](int atMost) {
        int changed = 0;
        database().write(kContext, [&](auto& tx) { changed = folderTasks_.bequeath(tx, kBert, kAnna, atMost); });
        return changed;
    };
    add(bert(), berts_, "of Bert");
    EXPECT_EQ(bequeath(1), 1) << "the task";
    EXPECT_EQ(bequeath(1), 1) << "the attachment";
    EXPECT_EQ(bequeath(1), 0);
    auto rows = connect()->query("SELECT created_by FROM attachment WHERE cid = ?", {kContext.value});
    EXPECT_TRUE(rows.next() && rows.integer(1) == kAnna.value);
}

TEST_F(TasksTest, WhatManyTakePartInIsRemovedInSeveralTransactions) {
    std::vector<Participant> many;
    for (int number = 0; number < 190; ++number)
        many.push_back(external("p" + std::to_string(number) + "@example.com"));
    std::vector<TaskRef> refs;
    for (int number = 0; number < 12; ++number)
        refs.push_back({.id = give(anna(), annas_, many).task.id, .folder = annas_});
    for (int number = 0; number < 12; ++number) give(anna(), annas_, many);
    EXPECT_TRUE(service_.remove(anna(), refs, kNow).refused.empty());
    auto rows = connect()->query("SELECT COUNT(DISTINCT seq) FROM tombstone WHERE cid = ?", {kContext.value});
    EXPECT_TRUE(rows.next() && rows.integer(1) == 2);
    const auto empty = [&](int atMost) {
        int removed = 0;
        database().write(kContext, [&](auto& tx) { removed = folderTasks_.remove(tx, anna(), annas_, atMost); });
        return removed;
    };
    EXPECT_EQ(empty(50), 50) << "there are more";
    EXPECT_LT(empty(50), 50);
    EXPECT_EQ(rowsOf("task"), 0);
}

TEST_F(TasksTest, RemindersOfADeletedUserGoWithHim) {
    auto change = titled("a");
    change.folder = annas_;
    change.alarm = std::optional(day(4, 1));
    const auto made = service_.create(anna(), change);
    database().write(kContext, [&](auto& tx) { EXPECT_EQ(folderTasks_.bequeath(tx, kAnna, kBert, 10), 1); });
    EXPECT_EQ(rowsOf("reminder"), 0);
    service_.update(anna(), {.id = made.task.id, .folder = annas_}, {.alarm = std::optional(day(4, 1))}, kNow);
    connect()->execute("UPDATE task SET created_by = 4, changed_by = 4 WHERE cid = ?", {kContext.value});
    database().write(kContext, [&](auto& tx) { EXPECT_EQ(folderTasks_.bequeath(tx, kAnna, kBert, 10), 0); });
    EXPECT_EQ(rowsOf("reminder"), 0) << "also without any task of his";
}

TEST_F(TasksTest, QuotaIsOfTheContext) {
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::Task, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
    });
    add(anna(), annas_, "1");
    const auto second = add(bert(), berts_, "2");
    EXPECT_EQ(codeOf([&] { add(anna(), annas_, "3"); }), ErrorCode::QuotaExceeded);
    remove(bert(), {.id = second.task.id, .folder = berts_});
    add(anna(), annas_, "3");
}

TEST_F(TasksTest, AttachmentsAreSaidInTheRow) {
    const auto made = give(anna(), annas_, {user(kBert)});
    TaskAttachments target(access_);
    const Seq before = now();
    database().write(kContext, [&](dbpool::WriteTransaction& tx) {
        target.requireWrite(tx, bert(), berts_, made.task.id.value);
        EXPECT_EQ(codeOf([&] { target.requireRead(tx, carl(), carls_, made.task.id.value); }), ErrorCode::NotFound);
        target.attachmentsChanged(tx, bert(), berts_, made.task.id.value, {.count = 2, .newest = day(3, 3)});
    });
    const auto changed = service_.updates(anna(), annas_, before, {}).changed;
    ASSERT_EQ(changed.size(), 1U);
    EXPECT_EQ(changed[0].attachments, 2);
    EXPECT_EQ(changed[0].newestAttachment, day(3, 3));
    EXPECT_EQ(changed[0].changedBy, kBert);
}

}  // namespace
}  // namespace groupware::tasks
