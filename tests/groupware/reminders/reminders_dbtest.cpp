#include "groupware/folders/schema.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_writer.h"
#include "groupware/principals/schema.h"
#include "groupware/reminders/api/actions.h"
#include "groupware/reminders/api/reminder_wire.h"
#include "groupware/reminders/schema.h"
#include "groupware/reminders/service/reminder_service.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/reminders/store/reminder_reader.h"
#include "groupware/sync/change.h"
#include "groupware/sync/schema.h"
#include "tests/groupware/api/test_zones.h"
#include "tests/groupware/principals/people.h"
#include "tests/support/database_test.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>

namespace groupware::reminders {
namespace {

using ::test::codeOf;

constexpr ContextId kContext{7};
constexpr UserId kAnna{3};
constexpr UserId kBert{4};

Instant at(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

class RemindersTest : public test::DatabaseTest {
protected:
    RemindersTest() : DatabaseTest({sync::kSchema, principals::kSchema, folders::kSchema, reminders::kSchema}) {
        createContext(kContext, [](dbpool::WriteTransaction& tx) {
            principals::test::addPeople(tx, {"Anna", "Bert"});
            folders::createContextTree(tx, UserId{2});
            const std::vector<std::string> modules{"tasks", "calendar"};
            folders::createUserFolders(tx, kAnna, "Anna", modules);
            folders::createUserFolders(tx, kBert, "Bert", modules);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Created, {0}, 0));
        });
        annaTasks_ = tasksOf(kAnna);
    }

    [[nodiscard]] static Caller callerOf(UserId user) {
        Caller caller;
        caller.context = kContext;
        caller.user = user;
        caller.groups = {folders::kAllUsers};
        caller.modules = {"tasks", "calendar", "readcreatesharedfolders"};
        return caller;
    }
    [[nodiscard]] FolderId tasksOf(UserId user) {
        auto session = database().read(kContext, Freshness::strict());
        return folders::FolderReader(session).standard(user, folders::StandardFolder::Tasks, "tasks").value().id;
    }
    CommitToken set(UserId user, std::int64_t target, std::int64_t alarm) {
        return write([&](dbpool::WriteTransaction& tx) {
            setReminder(tx, {.user = user, .target = target, .folder = annaTasks_, .alarm = at(alarm)});
        });
    }
    CommitToken write(const std::function<void(dbpool::WriteTransaction&)>& work) {
        return database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            work(tx);
            tx.record(sync::change(sync::Kind::Task, sync::Verb::Changed, annaTasks_, 1));
        });
    }
    [[nodiscard]] std::vector<Reminder> due(UserId user, std::int64_t until) {
        return service_.due(callerOf(user), at(until), both_).reminders;
    }

    const std::vector<ReminderModule> both_{ReminderModule::Appointment, ReminderModule::Task};
    std::size_t listLength_ = 10;
    folders::FolderAccess access_;
    ReminderService service_{database(), access_, [this] { return listLength_; }};
    FolderId annaTasks_;
};

TEST_F(RemindersTest, EachUserHasOnePerObject) {
    set(kAnna, 1, 5000);
    set(kAnna, 1, 3000);  // another instant, not another reminder
    set(kAnna, 2, 1000);
    const auto found = due(kAnna, 3000);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].target, 2) << "the earliest first";
    EXPECT_EQ(found[1].target, 1);
    EXPECT_EQ(found[1].alarm, at(3000));
    EXPECT_TRUE(due(kAnna, 999).empty());
    EXPECT_TRUE(due(kBert, 9999).empty());
}

TEST_F(RemindersTest, WhoLostTheFolderIsNotTold) {
    set(kBert, 1, 1000);
    EXPECT_TRUE(due(kBert, 2000).empty()) << "it is in a folder that Bert cannot read";
    write([&](dbpool::WriteTransaction& tx) {
        folders::FolderWriter(tx).setGrants(annaTasks_, {{folders::Grantee::of(kAnna), folders::kOwnerRights},
                                                         {folders::Grantee::of(kBert), folders::kViewerRights}});
    });
    EXPECT_EQ(due(kBert, 2000).size(), 1U);
    Caller without = callerOf(kBert);
    without.modules = {"calendar"};
    EXPECT_TRUE(service_.due(without, at(2000), both_).reminders.empty());
    const std::vector<ReminderModule> appointments{ReminderModule::Appointment};
    EXPECT_TRUE(service_.due(callerOf(kBert), at(2000), appointments).reminders.empty());
}

TEST_F(RemindersTest, RemindAgainMovesOnesOwnOnly) {
    set(kAnna, 1, 1000);
    const auto id = due(kAnna, 1000).at(0).id;
    const auto moved = service_.remindAgain(callerOf(kAnna), id, at(7000));
    EXPECT_EQ(moved.reminder.alarm, at(7000));
    EXPECT_EQ(moved.reminder.seq, moved.committed.seq);
    EXPECT_TRUE(due(kAnna, 6999).empty());
    EXPECT_EQ(due(kAnna, 7000).at(0).seq, moved.committed.seq);
    EXPECT_EQ(codeOf([&] { service_.remindAgain(callerOf(kBert), id, at(1)); }), ErrorCode::NotFound);
}

TEST_F(RemindersTest, DeleteNamesWhatIsNotThere) {
    set(kAnna, 1, 1000);
    set(kAnna, 2, 2000);
    set(kBert, 1, 1000);
    const auto anna = due(kAnna, 2000);
    const std::vector<ReminderId> ids{anna[0].id, ReminderId{999}};
    EXPECT_EQ(service_.remove(callerOf(kBert), ids).unknown, ids) << "Anna's are not Bert's";
    EXPECT_EQ(service_.remove(callerOf(kAnna), ids).unknown, std::vector<ReminderId>{ReminderId{999}});
    ASSERT_EQ(due(kAnna, 2000).size(), 1U);
    EXPECT_EQ(due(kAnna, 2000)[0].target, 2);
    const std::vector<ReminderId> many(11, ReminderId{1});
    EXPECT_EQ(codeOf([&] { service_.remove(callerOf(kAnna), many); }), ErrorCode::TooLarge);
}

TEST_F(RemindersTest, WhatDoesNotFitComesWhenTheEarlierOnesAreGone) {
    for (int target = 1; target <= 12; ++target) set(kAnna, target, 1000 + target);
    auto first = due(kAnna, 9999);
    ASSERT_EQ(first.size(), 10U);
    EXPECT_EQ(first.back().target, 10);
    const std::vector<ReminderId> seen{first[0].id, first[1].id};
    (void)service_.remove(callerOf(kAnna), seen);
    EXPECT_EQ(due(kAnna, 9999).back().target, 12);
}

TEST_F(RemindersTest, ObjectsTakeTheirRemindersAlong) {
    set(kAnna, 1, 1000);
    set(kBert, 1, 1000);
    set(kAnna, 2, 1000);
    set(kAnna, 3, 1000);
    const std::vector<std::int64_t> one{1};
    write([&](auto& tx) { removeReminders(tx, kBert, ReminderModule::Task, one); });
    auto session = database().read(kContext, Freshness::strict());
    EXPECT_EQ(ReminderReader(session).ofTarget(ReminderModule::Task, 1).size(), 1U);
    write([&](auto& tx) { removeReminders(tx, ReminderModule::Task, one); });
    EXPECT_EQ(due(kAnna, 1000).size(), 2U);
    write([&](auto& tx) { EXPECT_EQ(removeRemindersOf(tx, kAnna), 2); });
    EXPECT_TRUE(due(kAnna, 1000).empty());
}

TEST_F(RemindersTest, AlarmsOfManyTargetsAreOneStatement) {
    set(kAnna, 1, 1000);
    set(kAnna, 700, 2000);
    auto session = database().read(kContext, Freshness::strict());
    ReminderReader reader(session);
    const std::vector<std::int64_t> few{1, 2};
    EXPECT_EQ(reader.alarms(kAnna, ReminderModule::Task, few), (std::map<std::int64_t, Instant>{{1, at(1000)}}));
    std::vector<std::int64_t> many;
    for (int target = 1; target <= 1000; ++target) many.push_back(target);
    EXPECT_EQ(reader.alarms(kAnna, ReminderModule::Task, many),
              (std::map<std::int64_t, Instant>{{1, at(1000)}, {700, at(2000)}}));
    EXPECT_TRUE(reader.alarms(kBert, ReminderModule::Task, many).empty());
}

using Parameters = std::map<std::string, std::string, std::less<>>;

/// A call with these parameters and this body.
class TestCall final : public groupware::api::Call {
public:
    explicit TestCall(Parameters parameters, const std::string& body = "null")
        : parameters_(std::move(parameters)), body_(formats::json::parse(body, {})) {}
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const override {
        const auto found = parameters_.find(name);
        return found == parameters_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const formats::json::Value& json() const override { return body_; }
    [[nodiscard]] const http::Request* request() const noexcept override { return nullptr; }

private:
    Parameters parameters_;
    formats::json::Value body_;
    std::vector<std::string> path_;
};

TEST_F(RemindersTest, TimesOnTheWireAreTheCallersOwn) {
    const SystemClock clock;
    const groupware::api::Zones zones{groupware::api::test::findZone};
    api::ListDueReminders list(service_, clock, zones);
    api::RemindAgain again(service_, clock, zones);
    api::DeleteReminders remove(service_);
    constexpr std::int64_t kHalfHour = 1'800'000;
    set(kAnna, 5, 10'000'000);
    const Caller anna = callerOf(kAnna);
    const auto range = [&](const std::string& end) {
        const auto answer =
            list.handle(anna, TestCall(Parameters{{"end", end}, {"modules", "4"}, {"timezone", "Test/Half"}}));
        return formats::json::requireArray(answer.data, "data");
    };
    EXPECT_EQ(range(std::to_string(10'000'000 + kHalfHour - 1))->size(), 0U);
    const auto found = range(std::to_string(10'000'000 + kHalfHour));
    ASSERT_EQ(found->size(), 1U);
    const auto object = found->getObject(0);
    EXPECT_EQ(formats::json::integer(*object, "alarm"), 10'000'000 + kHalfHour);
    EXPECT_EQ(formats::json::integer(*object, "target_id"), 5);
    EXPECT_EQ(formats::json::integer(*object, "module"), 4);
    EXPECT_EQ(formats::json::integer(*object, "folder"), annaTasks_.value);
    EXPECT_EQ(formats::json::integer(*object, "user_id"), 3);

    const std::string id = std::to_string(formats::json::integer(*object, "id").value());
    (void)again.handle(anna, TestCall(Parameters{{"id", id}, {"timezone", "Test/Half"}}, "{\"alarm\": 21800000}"));
    EXPECT_EQ(due(kAnna, 20'000'000).at(0).alarm, at(20'000'000));
    EXPECT_EQ(codeOf([&] { (void)again.handle(anna, TestCall(Parameters{{"id", id}}, "{}")); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] {
                  (void)list.handle(anna, TestCall(Parameters{{"modules", "4,9"}}));
              }),
              ErrorCode::BadRequest);
    const auto kept = remove.handle(anna, TestCall(Parameters{}, "[{\"id\": " + id + "}, 77]"));
    EXPECT_EQ(formats::json::write(kept.data), "[77]");
    EXPECT_TRUE(due(kAnna, 99'000'000).empty());
}

}  // namespace
}  // namespace groupware::reminders
