#include "groupware/calendar/rules.h"

#include "groupware/base/error.h"
#include "tests/groupware/calendar/samples.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

#include <functional>

namespace groupware::calendar {
namespace {

using formats::ical::zonesIn;
using ::test::codeOf;
using test::textOf;
using test::timeOf;

constexpr Limits kLimits{.summaryCharacters = 10,
                         .descriptionCharacters = 20,
                         .textCharacters = 30,
                         .attendees = 2,
                         .alarms = 1,
                         .exceptions = 3};

EventFields plain() {
    return {.start = timeOf("20260310T100000", "Europe/Berlin"), .end = timeOf("20260310T110000", "Europe/Berlin")};
}

std::optional<ErrorCode> verdict(const std::function<void(EventFields&)>& change) {
    auto fields = plain();
    change(fields);
    auto zones = zonesIn("Europe/Berlin");
    settle(fields, zones);
    try {
        requireValid(fields, kLimits, zones);
    } catch (const Error& error) {
        EXPECT_FALSE(error.publicText().empty()) << "says what is wrong";
        return error.code();
    }
    return std::nullopt;
}

TEST(Rules, WhatIsRefused) {
    struct Case {
        std::string what;
        std::function<void(EventFields&)> change;
        std::optional<ErrorCode> verdict;
    };
    const auto bad = ErrorCode::BadRequest;
    const auto large = ErrorCode::TooLarge;
    const std::vector<Case> cases{
        {"nothing", [](auto&) {}, std::nullopt},
        {"no length", [](auto& f) { f.end = f.start; }, std::nullopt},
        {"an end before the start", [](auto& f) { f.end.local -= std::chrono::hours(2); }, bad},
        {"the end in another zone, before", [](auto& f) { f.end.zone = "Asia/Tokyo"; }, bad},
        {"the end in another zone, after", [](auto& f) { f.end.zone = "America/New_York"; }, std::nullopt},
        {"the end in UTC", [](auto& f) { f.end = timeOf("20260310T100000Z"); }, std::nullopt},
        {"a zone that nobody knows", [](auto& f) { f.start.zone = f.end.zone = "Nowhere/Else"; }, bad},
        {"a zone of Windows", [](auto& f) { f.start.zone = f.end.zone = "W. Europe Standard Time"; }, std::nullopt},
        {"whole days and times, RFC 5545 section 3.8.2.2", [](auto& f) { f.end = timeOf("20260311"); }, bad},
        {"floating and zoned times", [](auto& f) { f.end = timeOf("20260311T100000"); }, bad},
        {"a rule that is none", [](auto& f) { f.rule = "FREQ=NEVER"; }, bad},
        {"every second", [](auto& f) { f.rule = "FREQ=SECONDLY"; }, bad},
        {"a rule with a line break", [](auto& f) { f.rule = "FREQ=DAILY\nX-A:1"; }, bad},
        {"whole days every hour",
         [](auto& f) {
             f.start = timeOf("20260310");
             f.end = timeOf("20260311");
             f.rule = "FREQ=HOURLY";
         },
         bad},
        {"an end of the series before its start", [](auto& f) { f.rule = "FREQ=DAILY;UNTIL=20260309T000000Z"; }, bad},
        {"a long title", [](auto& f) { f.summary = std::string(11, 'x'); }, large},
        {"ten umlauts", [](auto& f) { f.summary = "öööööööööö"; }, std::nullopt},
        {"what is not UTF-8", [](auto& f) { f.summary = "\xFF"; }, bad},
        {"a control character", [](auto& f) { f.location = "a\x01"; }, bad},
        {"a url with a line break", [](auto& f) { f.url = "http://a\r\nX:1"; }, bad},
        {"priority 10, RFC 5545 section 3.8.1.9", [](auto& f) { f.priority = 10; }, bad},
        {"beyond the pole", [](auto& f) { f.geo = std::pair(90.5, 0.0); }, bad},
        {"three attendees",
         [](auto& f) {
             f.attendees = {{.uri = "mailto:a@x"}, {.uri = "mailto:b@x"}, {.uri = "mailto:c@x"}};
         },
         large},
        {"the same attendee three times",
         [](auto& f) {
             f.attendees = {{.uri = "mailto:a@x"}, {.uri = "MAILTO:A@x"}, {.uri = "a@x"}};
             f.attendees.push_back({.uri = "mailto:a@b\u00FCcher.example"});
             f.attendees.push_back({.uri = "mailto:a@xn--bcher-kva.example"});
         },
         std::nullopt},
        {"an attendee without address", [](auto& f) { f.attendees = {{.name = "Anna"}}; }, bad},
        {"an answer that is no word", [](auto& f) { f.attendees = {{.uri = "mailto:a@x", .status = "A;B"}}; }, bad},
        {"two alarms",
         [](auto& f) {
             f.alarms = {{.trigger = "-PT5M"}, {.trigger = "PT0S"}};
         },
         large},
        {"an alarm without trigger, RFC 5545 section 3.6.6", [](auto& f) { f.alarms = {{}}; }, bad},
        {"an alarm at a local time, RFC 5545 section 3.8.6.3",
         [](auto& f) { f.alarms = {{.trigger = "20260310T100000"}}; }, bad},
        {"a property that has a member", [](auto& f) { f.extended = {{.name = "dtstart", .value = "20260310"}}; }, bad},
        {"a component", [](auto& f) { f.extended = {{.name = "BEGIN", .value = "VALARM"}}; }, bad},
        {"X-", [](auto& f) { f.extended = {{.name = "X-A", .value = "1"}}; }, std::nullopt}};
    for (const auto& each : cases) EXPECT_EQ(verdict(each.change), each.verdict) << each.what;
}

TEST(Rules, WhatIsTidied) {
    auto zones = zonesIn("Europe/Berlin");
    auto fields = plain();
    fields.start = fields.end = timeOf("20260310");
    fields.categories = {" a ", "", "b", "a"};
    fields.attendees = {{.uri = "anna@example.com"}};
    fields.exceptions = {timeOf("20260311")};
    settle(fields, zones);
    EXPECT_EQ(textOf(fields.end), "20260311");
    EXPECT_EQ(fields.categories, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(fields.attendees[0].uri, "mailto:anna@example.com");
    EXPECT_TRUE(fields.exceptions.empty()) << "there is no series";
}

TEST(Rules, Rfc5545Section3Point3Point10UntilHasTheFormThatTheStartAsksFor) {
    auto zones = zonesIn("Europe/Berlin");
    struct Case {
        ical::TimeValue start;
        std::string until, settled;
    };
    const std::vector<Case> cases{{timeOf("20260310"), "20260312T120000Z", "20260312"},
                                  {timeOf("20260310T100000"), "20260312", "20260312T235959"},
                                  {timeOf("20260310T100000"), "20260312T080000Z", "20260312T080000"},
                                  {timeOf("20260310T100000Z"), "20260312", "20260312T235959Z"},
                                  {timeOf("20260310T100000", "Europe/Berlin"), "20260312", "20260312T225959Z"},
                                  {timeOf("20260310T100000", "Europe/Berlin"), "20260312T100000", "20260312T090000Z"},
                                  {timeOf("20260310T100000", "Europe/Berlin"), "20260312T090000Z", "20260312T090000Z"}};
    for (const auto& [start, until, settled] : cases) {
        EventFields fields{.start = start, .end = start, .rule = "FREQ=DAILY;UNTIL=" + until};
        settle(fields, zones);
        EXPECT_EQ(fields.rule, "FREQ=DAILY;UNTIL=" + settled) << textOf(start);
    }
    EventFields ordered{.start = timeOf("20260310"), .end = timeOf("20260311"), .rule = "UNTIL=20260312;FREQ=DAILY"};
    settle(ordered, zones);
    EXPECT_EQ(ordered.rule, "UNTIL=20260312;FREQ=DAILY") << "as the client wrote it";
}

TEST(Rules, WhatWasThereIsNotTheFaultOfWhoChangesSomethingElse) {
    auto zones = zonesIn("Europe/Berlin");
    auto before = plain();
    before.start.zone = before.end.zone = "Nowhere/Else";
    before.summary = std::string(99, 'x');
    before.alarms = {{}, {}, {}};
    before.attendees = {{.uri = "mailto:a@x"}, {.uri = "mailto:b@x"}, {.uri = "nobody"}};
    auto after = before;
    after.location = "here";
    after.attendees.pop_back();
    EXPECT_NO_THROW(requireValidChange(before, after, kLimits, zones));
    const auto refused = [&](const std::function<void(EventFields&)>& change) {
        auto wrong = before;
        change(wrong);
        return codeOf([&] { requireValidChange(before, wrong, kLimits, zones); });
    };
    EXPECT_EQ(refused([](auto& f) { f.summary += "y"; }), ErrorCode::TooLarge);
    EXPECT_EQ(refused([](auto& f) { f.attendees.push_back({.uri = "mailto:d@x"}); }), ErrorCode::TooLarge);
    EXPECT_EQ(refused([](auto& f) { f.alarms[0].action = "X"; }), ErrorCode::BadRequest);
    EXPECT_EQ(refused([](auto& f) { f.start.local += std::chrono::hours(9); }), ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::calendar
