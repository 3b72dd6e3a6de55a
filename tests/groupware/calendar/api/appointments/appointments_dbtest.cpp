#include "groupware/api/coded_error.h"
#include "groupware/api/registry.h"
#include "groupware/calendar/api/appointments/appointment_actions.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/service/calendar_service.h"
#include "tests/groupware/calendar/scheduling_fixture.h"
#include "tests/groupware/main/direct_call.h"
#include "tests/support/statement_counter.h"

#include <gtest/gtest.h>

#include <array>

namespace groupware::calendar::api {
namespace {

using main::DirectCall;
using Parameters = DirectCall::Parameters;

// 2026-03-10, a Tuesday, 10:00 in Berlin, as a client writes it.
constexpr std::int64_t kTen = 1'773'136'800'000;
constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;
const Parameters kMarch{{"start", "1772323200000"}, {"end", "1775001600000"}};

class AppointmentsApiTest : public SchedulingTest {
protected:
    AppointmentsApiTest() { actions_.addTo(registry_); }

    engine::Result run(const std::string& action, Parameters parameters, const std::string& body = {},
                       UserId user = kAnna) {
        clock_.advance(std::chrono::seconds(1));
        const std::array<std::string, 1> segments{"calendar"};
        const auto& entry = *registry_.find(segments, action).entry;
        return entry.action->handle(callerOf(user), DirectCall(std::move(parameters), body));
    }
    std::string ask(const std::string& action, Parameters parameters, const std::string& body = {},
                    UserId user = kAnna) {
        return json::write(run(action, std::move(parameters), body, user).data);
    }
    static std::string times(std::int64_t start, std::int64_t length = kHour) {
        return "\"start_date\":" + std::to_string(start) + ",\"end_date\":" + std::to_string(start + length);
    }
    /// The id of a new appointment of Anna's.
    std::string make(const std::string& members) {
        const auto made = run("new", {}, "{\"folder_id\":" + text(annas_) + "," + members + "}");
        return memberOf(json::requireObject(made.data, "data"), "id");
    }
    json::Object::Ptr get(const std::string& id, UserId user = kAnna, Parameters more = {}) {
        more["id"] = id;
        more["folder"] = text(calendarOf(user));
        return json::requireObject(run("get", more, {}, user).data, "data");
    }
    static std::string memberOf(const json::Object::Ptr& object, const std::string& name) {
        return object->has(name) ? json::write(object->get(name)) : "absent";
    }
    std::string member(const std::string& id, const std::string& name) { return memberOf(get(id), name); }
    std::string update(const std::string& id, const std::string& body, std::int64_t timestamp = kNow.value,
                       UserId user = kAnna) {
        return ask("update", {{"id", id}, {"folder", text(calendarOf(user))}, {"timestamp", std::to_string(timestamp)}},
                   body, user);
    }
    static std::string text(FolderId folder) { return std::to_string(folder.value); }
    static Parameters march(Parameters more) {
        more.insert(kMarch.begin(), kMarch.end());
        return more;
    }
    /// Each row of March as "id recurrence_position start title".
    std::string listed(Parameters more = {}, UserId user = kAnna) {
        more["columns"] = "1,207,201,200";
        return ask("all", march(std::move(more)), {}, user);
    }
    std::string daily() {
        return make("\"title\":\"Daily\",\"recurrence_type\":1,\"interval\":1,\"occurrences\":4," + times(kTen));
    }
    static std::string row(const std::string& id, const std::string& position, std::int64_t start,
                           const std::string& title) {
        return "[" + id + "," + position + "," + std::to_string(start) + ",\"" + title + "\"]";
    }

    CalendarQueries queries_{database(), access_, findZone, [this] { return limits_; }};
    FreeBusyService freeBusy_{database(), access_, findZone, [this] { return freeBusyLimits_; }};
    CalendarService service_{{.database = database(),
                              .access = access_,
                              .queries = queries_,
                              .scheduling = scheduling_,
                              .freeBusy = freeBusy_,
                              .clock = clock_,
                              .find = findZone}};
    engine::Zones zones_{findZone};
    AppointmentActions actions_{
        {.database = database(), .queries = queries_, .zones = zones_, .find = findZone}, service_, freeBusy_};
    engine::Registry registry_;
};

TEST_F(AppointmentsApiTest, WhatIsWrittenIsRead) {
    const auto id = make(
        "\"title\":\"T\",\"note\":\"N\",\"location\":\"L\",\"categories\":\"a, b\",\"color_label\":4,"
        "\"private_flag\":true,\"shown_as\":3,\"alarm\":15,\"uid\":\"mine\"," +
        times(kTen));
    const auto shown = get(id);
    for (const auto& [name, value] :
         std::map<std::string, std::string>{{"id", id},
                                            {"folder_id", text(annas_)},
                                            {"created_by", "3"},
                                            {"title", "\"T\""},
                                            {"note", "\"N\""},
                                            {"location", "\"L\""},
                                            {"categories", "\"a,b\""},
                                            {"color_label", "4"},
                                            {"private_flag", "true"},
                                            {"shown_as", "3"},
                                            {"alarm", "15"},
                                            {"uid", "\"mine\""},
                                            {"start_date", std::to_string(kTen)},
                                            {"end_date", std::to_string(kTen + kHour)},
                                            {"full_time", "false"},
                                            {"timezone", "\"Europe/Berlin\""},
                                            {"recurrence_type", "0"},
                                            {"recurrence_id", "absent"},
                                            {"participants", R"([{"type":1,"id":3}])"},
                                            {"users", R"([{"id":3,"display_name":"Anna","confirm":1}])"},
                                            {"confirmations", "[]"},
                                            {"number_of_attachments", "0"}})
        EXPECT_EQ(memberOf(shown, name), value) << name;
    EXPECT_EQ(memberOf(get(id, kAnna, {{"timezone", "UTC"}}), "start_date"), std::to_string(kTen - kHour));

    const auto before = stored(EventId{std::stoll(id)})->text;
    update(id, json::write(shown));
    EXPECT_EQ(stored(EventId{std::stoll(id)})->text, before) << "sent back as it was shown";
    update(id, R"({"title":null,"alarm":-1,"location":"M"})");
    EXPECT_EQ(member(id, "title"), "absent");
    EXPECT_EQ(member(id, "alarm"), "-1");
    EXPECT_EQ(member(id, "location"), "\"M\"");
    EXPECT_EQ(member(id, "note"), "\"N\"");
    EXPECT_EQ(listed(),
              "[" + row(id, "null", kTen, "").replace(row(id, "null", kTen, "").find("\"\""), 2, "null") + "]");
    EXPECT_EQ(ask("resolveuid", {{"uid", "mine"}}), "{\"id\":" + id + ",\"folder_id\":" + text(annas_) + "}");
}

TEST_F(AppointmentsApiTest, InstancesAreNamedByTheirNumbers) {
    const auto id = daily();
    EXPECT_EQ(listed({{"folder", text(annas_)}}),
              "[" + row(id, "1", kTen, "Daily") + "," + row(id, "2", kTen + kDay, "Daily") + "," +
                  row(id, "3", kTen + 2 * kDay, "Daily") + "," + row(id, "4", kTen + 3 * kDay, "Daily") + "]");
    EXPECT_EQ(listed({{"recurrence_master", "true"}}), "[" + row(id, "null", kTen, "Daily") + "]");

    const auto second = get(id, kAnna, {{"recurrence_position", "2"}});
    EXPECT_EQ(memberOf(second, "start_date"), std::to_string(kTen + kDay));
    EXPECT_EQ(memberOf(second, "recurrence_id"), id);
    EXPECT_EQ(memberOf(second, "recurrence_position"), "2");
    EXPECT_EQ(memberOf(second, "recurrence_type"), "1") << "of its series";

    const auto changed = update(id, R"({"recurrence_position":2,"title":"Special"})");
    const auto other = changed.substr(6, changed.size() - 7);
    EXPECT_NE(other, id) << changed;
    EXPECT_EQ(memberOf(get(other), "recurrence_id"), id);
    EXPECT_EQ(memberOf(get(other), "recurrence_position"), "2");
    EXPECT_EQ(memberOf(get(other), "title"), "\"Special\"");
    EXPECT_EQ(memberOf(get(id), "change_exceptions"), "[1773187200000]") << "2026-03-11";
    EXPECT_EQ(ask("getChangeExceptions", {{"id", id}, {"folder", text(annas_)}, {"columns", "1,200"}}),
              "[[" + other + ",\"Special\"]]");
    update(id, R"({"recurrence_date_position":1773273600000,"location":"Here"})");

    EXPECT_EQ(ask("delete", {{"timestamp", std::to_string(kNow.value)}},
                  "[{\"id\":" + id + ",\"folder\":" + text(annas_) + ",\"pos\":4}]"),
              "[]");
    EXPECT_EQ(memberOf(get(id), "delete_exceptions"), "[1773360000000]") << "2026-03-13";
    EXPECT_EQ(memberOf(get(id), "occurrences"), "4") << "deleted ones are counted";
    EXPECT_EQ(codeOf([&] { (void)get(id, kAnna, {{"recurrence_position", "4"}}); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)get(id, kAnna, {{"recurrence_position", "5"}}); }), ErrorCode::NotFound);
    EXPECT_EQ(ask("list", {{"columns", "1,207"}},
                  "[{\"id\":" + id + ",\"folder\":" + text(annas_) + ",\"recurrence_position\":1},{\"id\":\"" + other +
                      "\",\"folder\":\"" + text(annas_) + "\"}]"),
              "[[" + id + ",1],[" + other + ",2]]");
}

TEST_F(AppointmentsApiTest, ASeriesSentBackAsShownKeepsItsInstances) {
    const auto id = daily();
    update(id, R"({"recurrence_position":2,"title":"Special"})");
    const auto before = stored(EventId{std::stoll(id)})->text;
    update(id, json::write(get(id)));
    EXPECT_EQ(stored(EventId{std::stoll(id)})->text, before);
    update(id, "{" + times(kTen + kHour) + "}");
    EXPECT_EQ(member(id, "change_exceptions"), "[1773187200000]");
    update(id, R"({"recurrence_type":0})");
    EXPECT_EQ(member(id, "recurrence_type"), "0");
    EXPECT_EQ(member(id, "change_exceptions"), "absent");
}

TEST_F(AppointmentsApiTest, WhoIsInvitedHasItAndAnswers) {
    const auto room = addRoom();
    const auto id =
        make("\"title\":\"Talk\",\"participants\":[{\"type\":1,\"id\":3},{\"type\":1,\"id\":4},{\"type\":3,\"id\":" +
             std::to_string(room.value) + "},{\"type\":5,\"mail\":\"eva@outside.org\"}]," + times(kTen));
    EXPECT_EQ(member(id, "participants"),
              "[{\"type\":1,\"id\":3},{\"type\":1,\"id\":4},{\"type\":3,\"id\":" + std::to_string(room.value) +
                  "},{\"type\":5,\"mail\":\"eva@outside.org\"}]");
    EXPECT_EQ(member(id, "users"),
              R"([{"id":3,"display_name":"Anna","confirm":1},{"id":4,"display_name":"Bert","confirm":0}])");
    EXPECT_EQ(member(id, "organizerId"), "3");
    EXPECT_EQ(mails(), (std::vector<std::string>{"REQUEST eva"}));
    const auto berts = std::to_string(copy(kBert, copy(kAnna, stored(EventId{std::stoll(id)})->uid)->uid)->id.value);
    EXPECT_EQ(memberOf(get(berts, kBert), "title"), "\"Talk\"");
    const auto answer =
        run("confirm", {{"id", berts}, {"folder", text(berts_)}, {"timestamp", std::to_string(kNow.value)}},
            R"({"confirmation":1,"confirmmessage":"gladly"})", kBert);
    EXPECT_TRUE(answer.timestamp);
    EXPECT_EQ(
        member(id, "users"),
        R"([{"id":3,"display_name":"Anna","confirm":1},{"id":4,"display_name":"Bert","confirm":1,"confirmmessage":"gladly"}])");
    EXPECT_EQ(codeOf([&] {
                  (void)run("confirm", {{"id", berts}, {"folder", text(berts_)}, {"timestamp", "1"}},
                            R"({"confirmation":4})", kBert);
              }),
              ErrorCode::BadRequest);
    update(id, R"({"participants":[{"type":1,"id":3},{"type":5,"mail":"eva@outside.org"}]})");
    EXPECT_EQ(member(id, "users"), R"([{"id":3,"display_name":"Anna","confirm":1}])");
    EXPECT_FALSE(copy(kBert, stored(EventId{std::stoll(id)})->uid).has_value() &&
                 copy(kBert, stored(EventId{std::stoll(id)})->uid)->text.find("CANCELLED") == std::string::npos)
        << "Bert is told that he is not wanted any more";
}

TEST_F(AppointmentsApiTest, ConflictsAreReportedBeforeSaving) {
    const auto first = make("\"title\":\"First\"," + times(kTen));
    const auto body = "{\"folder_id\":" + text(annas_) + ",\"title\":\"Second\"," + times(kTen + kHour / 2);
    const auto refused = run("new", {}, body + "}");
    const auto conflicts = json::requireObject(refused.data, "data")->getArray("conflicts");
    ASSERT_TRUE(conflicts) << json::write(refused.data);
    ASSERT_EQ(conflicts->size(), 1U);
    EXPECT_EQ(memberOf(conflicts->getObject(0), "id"), first);
    EXPECT_EQ(memberOf(conflicts->getObject(0), "title"), "\"First\"");
    EXPECT_EQ(rowsOf("calendar_object"), 1) << "nothing was stored";
    const auto made = run("new", {}, body + ",\"ignore_conflicts\":true}");
    EXPECT_TRUE(json::requireObject(made.data, "data")->has("id"));
    EXPECT_EQ(rowsOf("calendar_object"), 2);
}

TEST_F(AppointmentsApiTest, UpdatesAreRowsAndIdsOfWhatIsGone) {
    const auto gone = make("\"title\":\"Gone\"," + times(kTen));
    const auto since = run("get", {{"id", gone}, {"folder", text(annas_)}}).timestamp->value;
    const auto kept = make("\"title\":\"Kept\"," + times(kTen + kDay));
    EXPECT_EQ(ask("delete", {{"timestamp", "1"}}, "{\"id\":" + gone + ",\"folder\":" + text(annas_) + "}"),
              "[" + gone + "]")
        << "it changed after what the client saw";
    EXPECT_EQ(ask("delete", {{"timestamp", std::to_string(since)}},
                  "[{\"id\":" + gone + ",\"folder\":" + text(annas_) + "}]"),
              "[]");
    Parameters parameters{{"columns", "1,200"}, {"folder", text(annas_)}, {"timestamp", std::to_string(since)}};
    EXPECT_EQ(ask("updates", parameters), "[[" + kept + ",\"Kept\"]," + gone + "]");
    parameters["ignore"] = "deleted";
    EXPECT_EQ(ask("updates", parameters), "[[" + kept + ",\"Kept\"]]");
    parameters.erase("folder");
    EXPECT_EQ(codeOf([&] { (void)ask("updates", parameters); }), ErrorCode::BadRequest) << "needs a range";
    EXPECT_EQ(ask("updates", march(parameters)), "[[" + kept + ",\"Kept\"]]");
    EXPECT_EQ(codeOf([&] { update(kept, R"({"title":"x"})", 1); }), ErrorCode::PreconditionFailed);
}

TEST_F(AppointmentsApiTest, DaysWithAppointmentsBusyTimesAndSearch) {
    const auto id =
        make("\"title\":\"A trip\",\"full_time\":true,\"start_date\":1773100800000,\"end_date\":1773273600000");
    EXPECT_EQ(ask("has", {{"start", std::to_string(kTen - kDay)}, {"end", std::to_string(kTen + 4 * kDay)}}),
              "[false,true,true,false,false,false]");
    const auto busy = json::requireArray(run("freebusy", march({{"id", "3"}, {"type", "1"}}), {}, kBert).data, "data");
    ASSERT_EQ(busy->size(), 1U);
    EXPECT_EQ(memberOf(busy->getObject(0), "title"), "absent") << "Bert may not read Anna's calendar";
    EXPECT_EQ(memberOf(busy->getObject(0), "shown_as"), "1");
    EXPECT_EQ(codeOf([&] { (void)ask("freebusy", march({{"id", "77"}, {"type", "1"}})); }), ErrorCode::NotFound);
    EXPECT_EQ(codeOf([&] { (void)ask("freebusy", march({{"id", "3"}, {"type", "2"}})); }), ErrorCode::BadRequest);
    EXPECT_EQ(ask("search", {{"columns", "1"}}, R"({"pattern":"trip"})"), "[[" + id + "]]");
    EXPECT_EQ(ask("search", {{"columns", "1"}}, R"({"pattern":"t","startletter":true})"), "[]");
    EXPECT_EQ(ask("search", {{"columns", "1"}}, R"({"pattern":"a","startletter":true})"), "[[" + id + "]]");
    const std::string time = "DTSTART:20260312T100000Z\r\n";
    put(annas_, vevent("off", time + "STATUS:CANCELLED\r\n"));
    put(annas_, vevent("no", time + "ORGANIZER:mailto:bert@example.com\r\n"
                                    "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.com\r\n"));
    put(newFolder("bert's", folders::kViewerRights), vevent("shared", time), CalendarUser::of(kBert));
    EXPECT_EQ(ask("newappointments", march({{"columns", "1"}, {"limit", "5"}})), "[[" + id + "]]")
        << "what is before her herself";
}

TEST_F(AppointmentsApiTest, ACopyIsAnAppointmentOfItsOwn) {
    const auto id =
        make("\"title\":\"T\",\"alarm\":5,\"recurrence_type\":1,\"interval\":1,\"occurrences\":2," + times(kTen));
    const auto other = newFolder("Other");
    const auto made = run("copy", {{"id", id}, {"folder", text(annas_)}, {"ignore_conflicts", "true"}},
                          "{\"folder_id\":" + text(other) + "}");
    const auto copied = memberOf(json::requireObject(made.data, "data"), "id");
    EXPECT_NE(copied, id);
    const auto shown = json::requireObject(run("get", {{"id", copied}, {"folder", text(other)}}).data, "data");
    EXPECT_EQ(memberOf(shown, "title"), "\"T\"");
    EXPECT_EQ(memberOf(shown, "alarm"), "5");
    EXPECT_EQ(memberOf(shown, "occurrences"), "2");
    EXPECT_NE(memberOf(shown, "uid"), member(id, "uid"));
}

TEST_F(AppointmentsApiTest, ACopyOfAMeetingAsksNobodyUnlessItsOrganizerWantsIt) {
    const auto id =
        make("\"title\":\"Talk\",\"participants\":[{\"id\":4,\"type\":1},{\"type\":5,\"mail\":\"eva@outside.org\"}]," +
             times(kTen));
    const auto uid = stored(EventId{std::stoll(id)})->uid;
    const auto berts = std::to_string(copy(kBert, uid)->id.value);
    const auto sent = mails();
    const auto copied = [&](UserId user, const std::string& of, const std::string& more) {
        const auto folder = text(calendarOf(user));
        return run("copy", {{"id", of}, {"folder", folder}, {"ignore_conflicts", "true"}},
                   "{\"folder_id\":" + folder + more + "}", user);
    };
    const auto own = memberOf(json::requireObject(copied(kAnna, id, "").data, "data"), "id");
    EXPECT_EQ(rowsOf("calendar_object"), 3) << "nobody else has it";
    EXPECT_EQ(stored(EventId{std::stoll(own)})->role, Role::None);
    const auto his = memberOf(json::requireObject(copied(kBert, berts, "").data, "data"), "id");
    EXPECT_EQ(stored(EventId{std::stoll(his)})->text.find("ORGANIZER"), std::string::npos);
    EXPECT_EQ(rowsOf("calendar_object"), 4);
    EXPECT_EQ(mails(), sent);
    EXPECT_EQ(codeOf([&] { (void)copied(kBert, berts, ",\"notification\":true"); }), ErrorCode::Forbidden);

    const auto again = memberOf(json::requireObject(copied(kAnna, id, ",\"notification\":true").data, "data"), "id");
    EXPECT_EQ(rowsOf("calendar_object"), 6) << "his invitation, too";
    EXPECT_EQ(mails().size(), sent.size() + 1);
    EXPECT_EQ(member(again, "users"), R"([{"id":3,"display_name":"Anna","confirm":1},)"
                                      R"({"id":4,"display_name":"Bert","confirm":0}])");
}

TEST_F(AppointmentsApiTest, WhatAnotherClientStoredKeepsNobodyFromRenamingIt) {
    const auto object =
        put(annas_, vevent("odd",
                           "DTSTART;TZID=No/Where:20260310T100000\r\nDTEND;TZID=No/Where:20260310T110000\r\n"
                           "LOCATION:" +
                               std::string(900, 'x') + "\r\nATTENDEE:nobody\r\nBEGIN:VALARM\r\nEND:VALARM\r\n"));
    const auto id = std::to_string(object.id.value);
    update(id, R"({"title":"Renamed"})");
    EXPECT_EQ(member(id, "title"), "\"Renamed\"");
    EXPECT_EQ(codeOf([&] { update(id, "{\"note\":\"" + std::string(70'000, 'x') + "\"}"); }), ErrorCode::TooLarge);
}

TEST_F(AppointmentsApiTest, StatementsDoNotDependOnHowManyThereAre) {
    const Parameters everything{{"folder", text(annas_)},
                                {"columns", "1,20,200,201,202,203,204,207,209,210,211,220,221,226,227,402"}};
    const ::test::StatementCounter counter(::test::sharedServer(), installation().location().schema);
    const auto cost = [&] { return counter.statements([&] { (void)ask("all", march(everything)); }); };
    const auto add = [&](int number) {
        put(annas_, vevent("u" + std::to_string(number),
                           "DTSTART:20260312T100000Z\r\nRRULE:FREQ=DAILY\r\nORGANIZER:mailto:anna@example.com\r\n"
                           "ATTENDEE:mailto:bert@example.com\r\n"));
    };
    add(0);
    const auto one = cost();
    EXPECT_EQ(one, 10) << "four for the events, two for their series, three for people, and the folder";
    for (int number = 1; number <= 20; ++number) add(number);
    EXPECT_EQ(cost(), one);
}

}  // namespace
}  // namespace groupware::calendar::api
