#include "groupware/calendar/api/all_events.h"
#include "groupware/calendar/api/export_events.h"
#include "groupware/calendar/api/find_events.h"
#include "groupware/calendar/api/get_event.h"
#include "groupware/calendar/api/list_events.h"
#include "groupware/calendar/api/list_needs_action.h"
#include "groupware/calendar/api/list_updates.h"
#include "groupware/calendar/api/print_calendar.h"
#include "groupware/calendar/api/resolve_event.h"
#include "tests/groupware/calendar/api/chronos_fixture.h"
#include "tests/support/body_text.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace groupware::calendar::api {
namespace {

class ReadsApiTest : public ChronosTest {
protected:
    template <class Action>
    engine::Result run(Parameters parameters, const std::string& body = {}, const Caller& caller = anna()) {
        if constexpr (std::is_same_v<Action, AllEvents>) {
            AllEvents action(queries_, view_, [this] { return requestLimits_; });
            return action.handle(caller, DirectCall(std::move(parameters), body));
        } else {
            Action action(queries_, view_);
            return action.handle(caller, DirectCall(std::move(parameters), body));
        }
    }
    template <class Action>
    std::string ask(Parameters parameters, const std::string& body = {}, const Caller& caller = anna()) {
        return json::write(run<Action>(std::move(parameters), body, caller).data);
    }
    CalendarObject putWeekly() {
        return put(annas_, vevent("weekly",
                                  "SUMMARY:Weekly\r\nDTSTART;TZID=Europe/Berlin:20260303T100000\r\n"
                                  "DTEND;TZID=Europe/Berlin:20260303T110000\r\nRRULE:FREQ=WEEKLY\r\n"
                                  "EXDATE;TZID=Europe/Berlin:20260317T100000\r\n") +
                               vevent("weekly",
                                      "RECURRENCE-ID;TZID=Europe/Berlin:20260310T100000\r\nSUMMARY:Moved\r\n"
                                      "DTSTART;TZID=Europe/Berlin:20260310T150000\r\n"
                                      "DTEND;TZID=Europe/Berlin:20260310T160000\r\n"));
    }

    View view_{database(), files_, findZone};
};

TEST_F(ReadsApiTest, AMonthIsShownWithItsInstances) {
    const auto id = text(putWeekly().id);
    const auto answer = ask<AllEvents>(
        march({{"folder", text(annas_)}, {"expand", "true"}, {"fields", "seriesId,recurrenceId,startDate,summary"}}));
    const std::string berlin = R"(","tzid":"Europe/Berlin"},"summary":)";
    const auto instance = [&](const std::string& recurrence, const std::string& start, const std::string& summary) {
        return R"({"seriesId":")" + id + R"(","recurrenceId":")" + recurrence + R"(","startDate":{"value":")" + start +
               berlin + "\"" + summary + "\"}";
    };
    EXPECT_EQ(answer, "[" + instance("20260303T100000", "20260303T100000", "Weekly") + "," +
                          instance("20260310T100000", "20260310T150000", "Moved") + "," +
                          instance("20260324T100000", "20260324T100000", "Weekly") + "," +
                          instance("20260331T100000", "20260331T100000", "Weekly") + "]");
    EXPECT_EQ(
        ask<AllEvents>(march(
            {{"folder", text(annas_)}, {"fields", "rrule,changeExceptionDates,deleteExceptionDates,summary,flags"}})),
        R"([{"rrule":"FREQ=WEEKLY","changeExceptionDates":["20260310T100000"],"deleteExceptionDates":["20260317T100000"],)"
        R"("summary":"Weekly","flags":["series"]},{"summary":"Moved","flags":["overridden"]}])")
        << "series as such";
}

TEST_F(ReadsApiTest, FoldersAreAnsweredOneByOne) {
    put(annas_, vevent("one", "SUMMARY:One\r\nDTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\n"));
    const auto result = run<AllEvents>(march({{"fields", "summary"}}),
                                       R"({"folders":[")" + text(annas_) + R"(",")" + text(berts_) + R"("]})");
    const auto list = json::requireArray(result.data, "data");
    ASSERT_EQ(list->size(), 2U);
    const auto own = list->getObject(0);
    EXPECT_EQ(json::write(own->get("events")), R"([{"summary":"One"}])");
    EXPECT_EQ(own->getValue<std::int64_t>("timestamp"), result.timestamp.value().value);
    const auto others = list->getObject(1);
    EXPECT_EQ(others->getValue<std::string>("folder"), text(berts_));
    EXPECT_EQ(others->getObject("error")->getValue<std::string>("code"), "CAL-4040");
    EXPECT_FALSE(others->has("events"));
    EXPECT_EQ(ask<AllEvents>(march({{"fields", "summary"}})), R"([{"summary":"One"}])") << "of all calendars";
    EXPECT_EQ(codeOf([&] { (void)ask<AllEvents>(march(), "[]"); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)ask<AllEvents>({}); }), ErrorCode::BadRequest) << "no range";
    const auto twice = R"({"folders":[")" + text(annas_) + R"(",")" + text(annas_) + R"("]})";
    EXPECT_EQ(json::requireArray(run<AllEvents>(march(), twice).data, "data")->size(), 1U) << "each once";
    requestLimits_.parts = 1;
    EXPECT_EQ(codeOf([&] { (void)ask<AllEvents>(march(), R"({"folders":["1","2"]})"); }), ErrorCode::TooLarge);
    requestLimits_.parts = 2;
    const auto second = newFolder("second");
    put(second, vevent("two", "SUMMARY:Two\r\nDTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\n"));
    limits_.listLength = 1;
    EXPECT_EQ(codeOf([&] {
                  (void)ask<AllEvents>(march(), R"({"folders":[")" + text(annas_) + R"(",")" + text(second) + R"("]})");
              }),
              ErrorCode::TooLarge)
        << "the limit is of the whole answer";
}

TEST_F(ReadsApiTest, OneEventOrOneInstanceIsWhole) {
    const auto object = putWeekly();
    const Parameters whole{{"folder", text(annas_)}, {"id", text(object.id)}};
    const auto series = json::requireObject(run<GetEvent>(whole).data, "data");
    EXPECT_EQ(series->getValue<std::string>("id"), text(object.id));
    EXPECT_EQ(series->getValue<std::string>("uid"), "weekly");
    EXPECT_EQ(series->getValue<std::string>("rrule"), "FREQ=WEEKLY");
    EXPECT_EQ(series->getValue<std::int64_t>("timestamp"), object.seq.value);
    EXPECT_EQ(json::write(series->get("createdBy")),
              R"({"uri":"mailto:Anna@example.com","cn":"Anna","email":"anna@example.com","entity":3})");
    auto asked = whole;
    asked["recurrenceId"] = "20260324T100000";
    const auto instance = json::requireObject(run<GetEvent>(asked).data, "data");
    EXPECT_EQ(instance->getValue<std::string>("seriesId"), text(object.id));
    EXPECT_EQ(json::write(instance->get("startDate")), R"({"value":"20260324T100000","tzid":"Europe/Berlin"})");
    for (const char* none : {"20260317T100000", "20260325T100000"}) {
        asked["recurrenceId"] = none;
        EXPECT_EQ(codeOf([&] { (void)run<GetEvent>(asked); }), ErrorCode::NotFound) << none;
    }
    EXPECT_EQ(json::requireObject(run<ResolveEvent>({{"id", "weekly"}}).data, "data")->getValue<std::string>("id"),
              text(object.id));
    EXPECT_EQ(codeOf([&] { (void)run<ResolveEvent>({{"id", "nothing"}}); }), ErrorCode::NotFound);
}

TEST_F(ReadsApiTest, ListsLeaveOutWhatIsNotThere) {
    const auto a = put(annas_, vevent("a", "SUMMARY:A\r\nDTSTART:20260310T100000Z\r\n"));
    const auto b = put(annas_, vevent("b", "SUMMARY:B\r\nDTSTART:20260310T090000Z\r\n"));
    const auto ref = [&](EventId id) { return R"({"folder":")" + text(annas_) + R"(","id":")" + text(id) + "\"}"; };
    const auto body = "[" + ref(b.id) + "," + ref({999}) + "," + ref(a.id) + "]";
    EXPECT_EQ(ask<ListEvents>({{"fields", "summary"}}, body), R"([{"summary":"B"},{"summary":"A"}])");
    EXPECT_EQ(ask<ListEvents>({{"fields", "summary"}, {"sort", "summary"}}, body),
              R"([{"summary":"A"},{"summary":"B"}])");
    EXPECT_EQ(ask<ListEvents>({{"fields", "summary"}}, "[]"), "[]");
}

TEST_F(ReadsApiTest, UpdatesNameWhatChangedAndWhatIsGone) {
    const auto a = put(annas_, vevent("a", "SUMMARY:A\r\nDTSTART:20260310T100000Z\r\n"));
    const auto since = run<ListUpdates>({{"folder", text(annas_)}, {"timestamp", "0"}}).timestamp.value();
    put(annas_, vevent("b", "SUMMARY:B\r\nDTSTART:20260510T090000Z\r\n"));
    erase(a);
    Parameters asked{{"folder", text(annas_)}, {"timestamp", std::to_string(since.value)}, {"fields", "summary"}};
    EXPECT_EQ(ask<ListUpdates>(asked), R"({"newAndModified":[{"summary":"B"}],"deleted":[{"folder":")" + text(annas_) +
                                           R"(","id":")" + text(a.id) + R"("}]})");
    asked["ignore"] = "deleted";
    EXPECT_EQ(ask<ListUpdates>(asked), R"({"newAndModified":[{"summary":"B"}],"deleted":[]})");
    EXPECT_EQ(ask<ListUpdates>(march(asked)), R"({"newAndModified":[],"deleted":[]})") << "not in March";
    asked["expand"] = "true";
    EXPECT_EQ(codeOf([&] { (void)ask<ListUpdates>(asked); }), ErrorCode::BadRequest) << "without a range";
}

TEST_F(ReadsApiTest, InvitationsWithoutAnswerAreListed) {
    const std::string people = "ORGANIZER:mailto:Bert@example.com\r\nATTENDEE;PARTSTAT=";
    const std::string anna = ":mailto:Anna@example.com\r\nDTSTART:20260310T100000Z\r\nDTEND:20260310T110000Z\r\n";
    put(annas_, vevent("open", "SUMMARY:Open\r\n" + people + "NEEDS-ACTION" + anna));
    put(annas_, vevent("done", "SUMMARY:Done\r\n" + people + "ACCEPTED" + anna));
    EXPECT_EQ(
        ask<ListNeedsAction>(march({{"fields", "summary,organizer,flags"}})),
        R"([{"summary":"Open","organizer":{"uri":"mailto:bert@example.com","cn":"Bert","email":"bert@example.com","entity":4},)"
        R"("flags":["scheduled","attendee","needs_action"]}])");
}

TEST_F(ReadsApiTest, WhatIsPrivateIsATimeToOthers) {
    const auto shared = newFolder("shared", {.folder = 2, .read = 4});
    put(shared,
        vevent("secret",
               "SUMMARY:Secret\r\nLOCATION:Hidden\r\nDESCRIPTION:Why\r\nCLASS:PRIVATE\r\nDTSTART:20260310T100000Z\r\n"
               "DTEND:20260310T110000Z\r\n"));
    const auto shown = ask<AllEvents>(march({{"folder", text(shared)}}), {}, bert());
    EXPECT_NE(shown.find(R"("startDate":{"value":"20260310T100000Z","tzid":"UTC"})"), std::string::npos) << shown;
    for (const char* hidden : {"Secret", "Hidden", "Why", "summary", "createdBy"})
        EXPECT_EQ(shown.find(hidden), std::string::npos) << shown;
    PrintCalendar print(queries_, findZone, [this] { return requestLimits_; });
    const auto page = print.handle(bert(), DirectCall(march({{"folder", text(shared)}, {"format", "html"}})));
    EXPECT_NE(page.response->body.find(">Private<"), std::string::npos);
    EXPECT_EQ(page.response->body.find("Secret"), std::string::npos);
}

TEST_F(ReadsApiTest, DaysArePrintedWhereTheCallerIs) {
    put(annas_, vevent("late", "SUMMARY:Late\r\nDTSTART:20260310T223000Z\r\nDTEND:20260310T233000Z\r\n"));
    put(annas_, vevent("day", "SUMMARY:Day\r\nDTSTART;VALUE=DATE:20260311\r\nDTEND;VALUE=DATE:20260312\r\n"));
    PrintCalendar print(queries_, findZone, [this] { return requestLimits_; });
    const auto printed = [&](const std::string& zone) {
        return json::write(print
                               .handle(anna(), DirectCall(Parameters{{"rangeStart", "20260310T230000Z"},
                                                                     {"rangeEnd", "20260311T230000Z"},
                                                                     {"timezone", zone}}))
                               .data);
    };
    const auto berlin = printed("Europe/Berlin");
    EXPECT_EQ(berlin.find("2026-03-10"), std::string::npos) << berlin;
    EXPECT_LT(berlin.find("\"Day\""), berlin.find("\"end\":\"00:30\"")) << berlin;
    EXPECT_NE(printed("UTC").find(R"("start":"22:30","end":"23:30")"), std::string::npos) << printed("UTC");
    EXPECT_EQ(codeOf([&] { (void)printed("Nowhere"); }), ErrorCode::BadRequest);
    EXPECT_EQ(
        codeOf([&] {
            (void)print.handle(anna(), DirectCall(Parameters{{"rangeStart", "20200101"}, {"rangeEnd", "20260101"}}));
        }),
        ErrorCode::BadRequest);
}

TEST_F(ReadsApiTest, ExportsHaveTheTextsOctetForOctet) {
    const std::string event = vevent("keep", "SUMMARY:Keep\r\nX-MINE;A=b:c\\,d\r\nDTSTART:20260310T100000Z\r\n");
    const auto object = put(annas_, event);
    ExportEvents exporter(queries_);
    auto whole = exporter.handle(anna(), DirectCall(Parameters{{"folder", text(annas_)}}));
    EXPECT_NE(::test::bodyOf(*whole.response).find(event), std::string::npos);
    auto some = exporter.handle(
        anna(), DirectCall({}, R"([{"id":")" + text(object.id) + R"(","folder_id":")" + text(annas_) + "\"}]"));
    EXPECT_NE(::test::bodyOf(*some.response).find(event), std::string::npos);
}

TEST_F(ReadsApiTest, FindLooksForEvents) {
    put(annas_, vevent("a", "SUMMARY:Garden party\r\nDTSTART:20260310T100000Z\r\n"));
    put(annas_, vevent("b", "SUMMARY:Garden work\r\nDTSTART:20260311T100000Z\r\n"));
    const FindEvents finder(queries_, view_);
    EXPECT_EQ(finder.suggest(anna(), "gard", 1).size(), 1U);
    const auto found = finder.query(anna(), DirectCall(Parameters{{"fields", "summary"}, {"sort", "startDate"}}),
                                    {.text = "garden", .start = 1, .size = 5});
    EXPECT_EQ(found.found, 2U);
    EXPECT_EQ(json::write(found.rows), R"([{"summary":"Garden work"}])");
    EXPECT_EQ(finder.query(bert(), DirectCall(Parameters{}), {.text = "garden", .size = 5}).found, 0U);
}

TEST_F(ReadsApiTest, AMonthViewCostsAFewStatementsHoweverFull) {
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    const auto month = [&](const std::string& fields) {
        return counter.statements([&] {
            (void)ask<AllEvents>(march({{"folder", text(annas_)}, {"expand", "true"}, {"fields", fields}}));
        });
    };
    const auto addEvents = [&](int from, int to) {
        for (int i = from; i < to; ++i)
            put(annas_, vevent("e" + std::to_string(i),
                               "DTSTART:20260310T100000Z\r\nORGANIZER:mailto:Bert@example.com\r\n"
                               "ATTENDEE:mailto:Anna@example.com\r\nATTENDEE:mailto:g" +
                                   std::to_string(i) + "@example.net\r\n"));
    };
    addEvents(0, 2);
    const auto few = month("id,startDate,summary,flags");
    const auto fewWhole = month("attendees,organizer,description");
    addEvents(2, 40);
    EXPECT_EQ(month("id,startDate,summary,flags"), few);
    EXPECT_EQ(month("attendees,organizer,description"), fewWhole);
    EXPECT_LE(fewWhole, few.value + 12) << "texts, addresses, names";
}

}  // namespace
}  // namespace groupware::calendar::api
