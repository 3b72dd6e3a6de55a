#include "groupware/calendar/api/print_page.h"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace groupware::calendar::api {
namespace {

using namespace std::chrono_literals;
namespace tzif = formats::tzif;

constexpr std::chrono::sys_days kMonday = std::chrono::year(2026) / 3 / 9;

/// Always two hours ahead of UTC.
std::shared_ptr<const tzif::TimeZone> findZone(std::string_view /*name*/) {
    return std::make_shared<const tzif::TimeZone>(2h, std::vector<tzif::TimeZone::Transition>{}, std::nullopt);
}

Event event(std::int64_t id, const std::string& summary, std::chrono::minutes from, std::chrono::minutes to) {
    Event result;
    result.id = {id};
    result.folder = {31};
    result.summary = summary;
    result.start = Instant(kMonday) + from;
    result.end = Instant(kMonday) + to;
    return result;
}

class PrintPageTest : public testing::Test {
protected:
    [[nodiscard]] std::vector<PrintedDay> days(std::chrono::hours count = 72h) const {
        const Instant midnight = Instant(kMonday) - 2h;  // there
        return printedDays(events_, {.from = midnight, .to = midnight + count}, times_);
    }
    std::vector<Event> events_;
    ical::TimeContext times_{.find = findZone, .zone = "Test/Two"};
};

TEST_F(PrintPageTest, EachDayHasWhatHappensOnIt) {
    events_ = {event(1, "Late", 15h, 16h), event(2, "Early", 8h, 8h), event(3, "Over night", 20h, 28h),
               event(4, "Days", -2h, 46h)};
    events_[3].wholeDays = true;
    const auto all = days();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(
        json::write(printedJson(all)),
        R"([{"date":"2026-03-09","weekday":"Monday","events":[)"
        R"({"id":"4","folder":"31","allDay":true,"summary":"Days","private":false,"cancelled":false,"attendees":[]},)"
        R"({"id":"2","folder":"31","allDay":false,"start":"10:00","end":"10:00","summary":"Early","private":false,"cancelled":false,"attendees":[]},)"
        R"({"id":"1","folder":"31","allDay":false,"start":"17:00","end":"18:00","summary":"Late","private":false,"cancelled":false,"attendees":[]},)"
        R"({"id":"3","folder":"31","allDay":false,"start":"22:00","summary":"Over night","private":false,"cancelled":false,"attendees":[]}]},)"
        R"({"date":"2026-03-10","weekday":"Tuesday","events":[)"
        R"({"id":"4","folder":"31","allDay":true,"summary":"Days","private":false,"cancelled":false,"attendees":[]},)"
        R"({"id":"3","folder":"31","allDay":false,"end":"06:00","summary":"Over night","private":false,"cancelled":false,"attendees":[]}]},)"
        R"({"date":"2026-03-11","weekday":"Wednesday","events":[]}])");
}

TEST_F(PrintPageTest, WhatEndsAtMidnightIsNotOnTheNextDay) {
    events_ = {event(1, "Evening", 20h, 22h)};
    const auto all = days(48h);
    ASSERT_EQ(all.size(), 2U);
    ASSERT_EQ(all[0].events.size(), 1U);
    EXPECT_EQ(all[0].events[0].end, 24h);
    EXPECT_TRUE(all[1].events.empty());
}

TEST_F(PrintPageTest, ThePageIsWholeAndSafe) {
    events_ = {event(1, "<b>A & \"B\"</b>", 8h, 9h), event(2, "", 9h, 10h), event(3, "Secret", 10h, 11h)};
    events_[0].location = "<script>alert(1)</script>";
    events_[0].fields = EventFields{};
    events_[0].fields->description = "line one\nline <two>";
    events_[0].fields->attendees = {{.uri = "mailto:a@x.org", .name = "A<i>"}, {.uri = "mailto:b@x.org"}};
    events_[1].status = Status::Cancelled;
    events_[2].anonymous = true;
    const auto page = printedHtml(days(24h), "Team & Co");
    EXPECT_TRUE(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    EXPECT_NE(page.find("<title>Team &amp; Co</title>"), std::string::npos);
    EXPECT_NE(page.find("<h2 id=\"d2026-03-09\">Monday <time datetime=\"2026-03-09\">"), std::string::npos);
    EXPECT_NE(page.find("10:00\xE2\x80\x93"
                        "11:00</span> <strong class=\"what\">&lt;b&gt;A &amp; &quot;B&quot;&lt;/b&gt;</strong>, "
                        "&lt;script&gt;alert(1)&lt;/script&gt;"),
              std::string::npos);
    EXPECT_NE(page.find("<p>line one\nline &lt;two&gt;</p><p>With A&lt;i&gt;, b@x.org</p>"), std::string::npos);
    EXPECT_NE(page.find("<li class=\"cancelled\">"), std::string::npos);
    EXPECT_NE(page.find("Untitled</strong> (cancelled)"), std::string::npos);
    EXPECT_NE(page.find(">Private</strong>"), std::string::npos);
    EXPECT_EQ(page.find("Secret"), std::string::npos);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_TRUE(page.ends_with("</main></body></html>\n"));
}

TEST_F(PrintPageTest, AnEmptyDaySaysSo) {
    EXPECT_NE(printedHtml(days(24h), "T").find("<p>Nothing</p>"), std::string::npos);
    EXPECT_TRUE(days(0h).empty());
}

}  // namespace
}  // namespace groupware::calendar::api
