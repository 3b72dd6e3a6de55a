#include "groupware/calendar/api/ask_free_busy.h"
#include "groupware/calendar/api/legacy_free_busy.h"
#include "tests/groupware/calendar/api/chronos_fixture.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::calendar::api {
namespace {

using Form = LegacyFreeBusy::Form;

class FreeBusyApiTest : public ChronosTest {
protected:
    FreeBusyApiTest() {
        put(annas_,
            vevent("a", "SUMMARY:Planning\r\nLOCATION:Here\r\nDTSTART:20260310T090000Z\r\nDTEND:20260310T100000Z\r\n"));
        put(annas_, vevent("b", "SUMMARY:Call\r\nDTSTART:20260310T093000Z\r\nDTEND:20260310T110000Z\r\n"));
        put({}, vevent("r", "SUMMARY:Booked\r\nDTSTART:20260310T120000Z\r\nDTEND:20260310T130000Z\r\n"),
            CalendarUser::of(room_));
    }
    std::string ask(const std::string& attendees, Parameters more = {}, const Caller& caller = anna()) {
        more.try_emplace("from", "20260310T000000Z");
        more.try_emplace("until", "20260311T000000Z");
        more.try_emplace("fields", "summary");
        return json::write(
            asking_.handle(caller, DirectCall(std::move(more), "{\"attendees\":" + attendees + "}")).data);
    }
    std::string legacy(Form form, Parameters parameters, const std::string& body = {}) {
        parameters.try_emplace("from", "1773097200000");  // the tenth, as Berlin has it
        parameters.try_emplace("until", "1773187200000");
        parameters.try_emplace("timezone", "UTC");
        LegacyFreeBusy action({database(), freeBusy_, zones_, [this] { return requestLimits_; }}, form);
        return json::write(action.handle(anna(), DirectCall(std::move(parameters), body)).data);
    }

    View view_{database(), files_, findZone};
    AskFreeBusy asking_{database(), freeBusy_, view_};
};

constexpr auto kNine = "1773133200000";
constexpr auto kHalfPast = "1773135000000";
constexpr auto kTen = "1773136800000";
constexpr auto kEleven = "1773140400000";

std::string times(const std::string& start, const std::string& end) {
    return R"({"startTime":)" + start + R"(,"endTime":)" + end + R"(,"fbType":"BUSY")";
}

TEST_F(FreeBusyApiTest, OnesOwnEventsAreShownThoseOfOthersOnlyWhenTheyAre) {
    EXPECT_EQ(ask(R"([{"entity":3}])"), R"([{"attendee":{"entity":3},"freeBusyTime":[)" + times(kNine, kTen) +
                                            R"(,"event":{"summary":"Planning"}},)" + times(kHalfPast, kEleven) +
                                            R"(,"event":{"summary":"Call"}}]}])");
    const auto others = ask(R"([{"email":"anna@example.com"}])", {}, bert());
    EXPECT_EQ(others.find("Planning"), std::string::npos) << others;
    EXPECT_NE(others.find(times(kNine, kTen)), std::string::npos) << others;
}

TEST_F(FreeBusyApiTest, OverlappingTimesAreMergedIfAsked) {
    EXPECT_EQ(ask(R"([{"entity":3}])", {{"merge", "true"}}),
              R"([{"attendee":{"entity":3},"freeBusyTime":[)" + times(kNine, kEleven) + "}]}]");
}

TEST_F(FreeBusyApiTest, ResourcesAreAskedLikePeopleAndStrangersAreUnknown) {
    const auto answer =
        ask(R"([{"entity":)" + std::to_string(room_.value) +
                R"(,"cuType":"RESOURCE"},{"uri":"mailto:stranger@example.net"},{"entity":99},{"entity":4}])",
            {{"merge", "true"}});
    const std::string unknown =
        R"("freeBusyTime":[],"warnings":[{"error":"Nothing is known about this attendee.","code":"CAL-4040"}]})";
    EXPECT_EQ(answer, R"([{"attendee":{"cuType":"RESOURCE","entity":)" + std::to_string(room_.value) +
                          R"(},"freeBusyTime":[)" + times("1773144000000", "1773147600000") +
                          R"(}]},{"attendee":{"uri":"mailto:stranger@example.net"},)" + unknown +
                          R"(,{"attendee":{"entity":99},)" + unknown +
                          R"(,{"attendee":{"entity":4},"freeBusyTime":[]}])");
}

TEST_F(FreeBusyApiTest, WhatIsWrongIsRefused) {
    for (const char* body : {"{}", "[1]", R"([{"cn":"x"}])"})
        EXPECT_EQ(codeOf([&] { (void)ask(body); }), ErrorCode::BadRequest) << body;
    EXPECT_EQ(codeOf([&] { (void)ask("[]", {{"from", "yesterday"}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)ask("[]", {{"until", "20260301"}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)legacy(Form::One, {{"participant", "anna"}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)legacy(Form::One, {}); }), ErrorCode::BadRequest);
    requestLimits_.parts = 1;
    EXPECT_EQ(codeOf([&] { (void)legacy(Form::List, {}, "[3,4]"); }), ErrorCode::TooLarge);
}

TEST_F(FreeBusyApiTest, OlderClientsAskForOneOrSeveral) {
    const std::string first =
        R"({"start_date":)" + std::string(kNine) + R"(,"end_date":)" + kTen + R"(,"shown_as":1,"id":)";
    const auto one = legacy(Form::One, {{"participant", "3"}});
    EXPECT_TRUE(one.starts_with("[" + first)) << one;
    EXPECT_NE(one.find(R"("full_time":false,"title":"Planning","location":"Here")"), std::string::npos) << one;
    EXPECT_EQ(legacy(Form::One, {{"participant", "anna@example.com"}, {"merged", "true"}}),
              R"([{"start_date":)" + std::string(kNine) + R"(,"end_date":)" + kEleven + R"(,"shown_as":1}])");
    EXPECT_EQ(legacy(Form::One, {{"participant", "0"}, {"type", "2"}, {"merged", "true"}}),
              legacy(Form::One, {{"participant", "3"}, {"merged", "true"}}))
        << "everybody";
    EXPECT_EQ(legacy(Form::List, {{"merged", "true"}},
                     R"([4,{"id":)" + std::to_string(room_.value) + R"(,"type":3},"nobody@example.net"])"),
              R"([{"participant":"4","data":[]},{"participant":")" + std::to_string(room_.value) +
                  R"(","data":[{"start_date":1773144000000,"end_date":1773147600000,"shown_as":1}]},)" +
                  R"({"participant":"nobody@example.net","data":[]}])");
    EXPECT_EQ(legacy(Form::One, {{"participant", "3"}, {"merged", "true"}, {"timezone", "Europe/Berlin"}}),
              R"([{"start_date":1773136800000,"end_date":1773144000000,"shown_as":1}])")
        << "times of that zone";
}

TEST_F(FreeBusyApiTest, WhoIsNamedOftenIsAnsweredOnce) {
    EXPECT_EQ(legacy(Form::List, {{"merged", "true"}}, R"([4,"4",{"id":"4","type":1},4])"),
              R"([{"participant":"4","data":[]}])");
    const auto everybody = [&](const std::string& body) { return legacy(Form::List, {{"merged", "true"}}, body); };
    const std::string group = R"({"id":"0","type":2})";
    EXPECT_EQ(everybody("[" + group + "," + group + "]"), everybody("[" + group + "]"));
    freeBusyLimits_.periods = 3;  // Anna has two times, and the group has those of Anna
    EXPECT_NO_THROW((void)everybody("[" + group + "]"));
    EXPECT_EQ(codeOf([&] { (void)everybody("[3," + group + "]"); }), ErrorCode::TooLarge);
}

}  // namespace
}  // namespace groupware::calendar::api
