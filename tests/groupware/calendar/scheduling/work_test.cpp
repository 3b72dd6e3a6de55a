#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <functional>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using test::attendee;
using test::kAnna;
using test::kBert;
using test::kCarl;
using test::now;

/// A series with that many changed instances, of which `withoutCarl` says whether Carl is invited to them.
Component seriesOf(int instances, bool withoutCarl = false) {
    auto series = test::parse(test::replaced(test::daily(), "COUNT=5", "COUNT=1000"));
    auto zones = ical::Zones(test::findZone, test::findZone("UTC"), nullptr);
    const auto master = test::eventOf(series);
    auto day = *ical::time(master, "DTSTART");
    for (int i = 0; i < instances; ++i) {
        day.local += std::chrono::days(1);
        auto instance = makeInstance(master, day, zones);
        if (withoutCarl) {
            std::vector<ical::PropertyId> his;
            for (const auto& property : std::as_const(instance).properties()) {
                if (property.is("ATTENDEE") && property.value() == kCarl) his.push_back(property.id());
            }
            for (const auto id : his) instance.remove(id);
        }
        series.add(std::move(instance));
    }
    return series;
}

/// What mail programs send to take away each of these instances.
Message cancelOf(const Component& series) {
    Component calendar("VCALENDAR");
    ical::setText(calendar, "METHOD", "CANCEL");
    for (const auto* event : ical::all(series, "VEVENT")) {
        if (event->find("RECURRENCE-ID") == nullptr) continue;
        calendar.add(*event);
        ical::setNumber(calendar.components().back(), "SEQUENCE", 1);
    }
    return readMessage(calendar, test::times());
}

double secondsOf(const std::function<void()>& work) {
    const auto before = std::clock();
    work();
    return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

struct WorkCase {
    const char* what;
    std::function<std::function<void()>(int instances)> prepared;
};

// Eight times as many instances are eight times the work, or a bit more; the square would be 64 times.
TEST(Work, GrowsWithTheInstancesAndNotWithTheirSquare) {
    const std::vector<WorkCase> cases{
        {"the organizer deletes the meeting",
         [](int n) {
             return [before = seriesOf(n)] { EXPECT_FALSE(messagesAbout(&before, nullptr, {}, now()).empty()); };
         }},
        {"somebody is taken out",
         [](int n) {
             return
                 [before = seriesOf(n), after = test::parse(test::replaced(seriesOf(0).text(), attendee(kCarl), ""))] {
                     EXPECT_FALSE(messagesAbout(&before, &after, {}, now()).empty());
                 };
         }},
        {"the view of who is not invited to the instances",
         [](int n) { return [series = seriesOf(n, true)] { EXPECT_TRUE(attendeeView(series, kCarl, now())); }; }},
        {"instances are cancelled by mail",
         [](int n) {
             return [copy = seriesOf(n), message = cancelOf(seriesOf(n))] {
                 EXPECT_EQ(applyToAttendee(&copy, message, kCarl, now(), {}).applied, Applied::Changed);
             };
         }},
        {"who declined instances is told of a change",
         [](int n) {
             auto copy = seriesOf(0);
             auto& master = copy.components().front();
             auto day = *ical::time(std::as_const(master), "DTSTART");
             for (int i = 0; i < n; ++i) {
                 day.local += std::chrono::days(1);
                 ical::addTime(master, "EXDATE", day);
                 master.properties().back().setParameter("X-YOKE-DECLINED", {"TRUE"});
             }
             auto sent = seriesOf(n);
             for (auto& event : sent.components()) ical::setNumber(event, "SEQUENCE", 1);
             ical::setText(sent, "METHOD", "REQUEST");
             return [copy, message = readMessage(sent, test::times())] {
                 EXPECT_EQ(applyToAttendee(&copy, message, kCarl, now(), {.organizerKnows = true}).applied,
                           Applied::Changed);
             };
         }},
    };
    for (const auto& each : cases) {
        const auto few = each.prepared(50);
        const auto many = each.prepared(400);
        double least = 1e9;
        for (int i = 0; i < 3; ++i) least = std::min(least, secondsOf(few));
        EXPECT_LT(secondsOf(many), 24 * least) << each.what;
    }
}

}  // namespace
}  // namespace groupware::calendar::scheduling
