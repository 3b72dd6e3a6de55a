#include "tests/groupware/tasks/tasks_fixture.h"

#include <gtest/gtest.h>

namespace groupware::tasks {
namespace {

using namespace std::chrono_literals;

Instant day(int month, int dayOfMonth) {
    return std::chrono::sys_days(std::chrono::year(2026) / month / dayOfMonth);
}

class SeriesTest : public TasksTest {
protected:
    Written weekly(const std::vector<Participant>& participants = {}, std::optional<int> occurrences = {}) {
        const auto fields = [occurrences](Fields& f) {
            f.title = "weekly";
            f.start = day(3, 22) + 9h;
            f.due = day(3, 22) + 10h;
            f.series = Series{.type = Series::kWeekly, .days = 1, .occurrences = occurrences};
        };
        return service_.create(anna(), {.fields = fields,
                                        .folder = annas_,
                                        .participants = participants,
                                        .alarm = std::optional(day(3, 22) + 8h)});
    }
    Written finish(TaskId id) {
        return service_.update(anna(), {.id = id, .folder = annas_},
                               {.fields = [](Fields& f) { f.status = Status::Done; }}, kNow);
    }
};

TEST_F(SeriesTest, WhatIsDoneIsFollowedByTheNext) {
    const auto made = weekly({user(kBert)}, 3);
    EXPECT_EQ(made.task.seriesPosition, 1);
    const auto done = finish(made.task.id);
    EXPECT_EQ(done.task.fields.status, Status::Done);
    EXPECT_FALSE(done.task.fields.series) << "the rest of the series is the next one's";
    auto tasks = service_.all(anna(), annas_, {.participants = true, .alarms = true}).tasks;
    ASSERT_EQ(tasks.size(), 2U);
    const Task& next = tasks[1];
    EXPECT_EQ(next.fields.title, "weekly");
    EXPECT_EQ(next.fields.start, day(3, 29) + 8h) << "10 o'clock, in summer now";
    EXPECT_EQ(next.fields.status, Status::NotStarted);
    EXPECT_EQ(next.fields.series.value().occurrences, 2);
    EXPECT_EQ(next.seriesPosition, 2);
    EXPECT_NE(next.fields.uid, made.task.fields.uid);
    EXPECT_EQ(next.alarm, day(3, 29) + 7h);
    EXPECT_EQ(next.participants.value().size(), 1U);
    EXPECT_EQ(titles(bert(), berts_).size(), 2U);
    EXPECT_EQ(counted(), 2);

    finish(made.task.id);  // what is done already is not followed again
    EXPECT_EQ(service_.all(anna(), annas_, {}).tasks.size(), 2U);
    finish(next.id);
    finish(service_.all(anna(), annas_, {}).tasks.back().id);
    EXPECT_EQ(service_.all(anna(), annas_, {}).tasks.size(), 3U) << "it ends after the third";
}

TEST_F(SeriesTest, IsChangedByItsParts) {
    const auto made = weekly();
    const TaskRef ref{.id = made.task.id, .folder = annas_};
    service_.update(anna(), ref, {.fields = [](Fields& f) { f.series->interval = 2; }}, kNow);
    EXPECT_EQ(service_.get(anna(), ref).fields.series.value().interval, 2);
    EXPECT_EQ(service_.get(anna(), ref).fields.sequence, 1);
    EXPECT_EQ(
        codeOf([&] { service_.update(anna(), ref, {.fields = [](Fields& f) { f.series->interval = 0; }}, kNow); }),
        ErrorCode::BadRequest);
    service_.update(anna(), ref, {.fields = [](Fields& f) { f.series.reset(); }}, kNow);
    EXPECT_EQ(textOf(made.task.id).find("RRULE"), std::string::npos);
    EXPECT_EQ(
        codeOf([&] { service_.create(anna(), {.fields = [](Fields& f) { f.series = Series{}; }, .folder = annas_}); }),
        ErrorCode::BadRequest)
        << "what recurs needs a day";
}

}  // namespace
}  // namespace groupware::tasks
