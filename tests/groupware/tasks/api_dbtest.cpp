#include "groupware/api/coded_error.h"
#include "groupware/api/registry.h"
#include "groupware/tasks/api/actions.h"
#include "groupware/tasks/api/export_tasks.h"
#include "tests/groupware/main/direct_call.h"
#include "tests/groupware/tasks/tasks_fixture.h"
#include "tests/support/body_text.h"

#include <gtest/gtest.h>

#include <array>

namespace groupware::tasks::api {
namespace {

namespace json = formats::json;
namespace engine = groupware::api;
using main::DirectCall;
using Parameters = DirectCall::Parameters;

class TasksApiTest : public TasksTest {
protected:
    TasksApiTest() { actions_.addTo(registry_); }

    engine::Result ask(const std::string& action, Parameters parameters, const std::string& body = {},
                       UserId user = kAnna) {
        const std::array<std::string, 1> segments{"tasks"};
        const auto& entry = *registry_.find(segments, action).entry;
        return entry.action->handle(callerOf(user), DirectCall(std::move(parameters), body));
    }
    std::string make(const std::string& members) {
        const auto made = ask("new", {}, "{\"folder_id\":" + text(annas_) + "," + members + "}");
        return json::requireObject(made.data, "data")->get("id").convert<std::string>();
    }
    json::Object::Ptr get(const std::string& id, Parameters more = {{"timezone", "UTC"}}) {
        more["id"] = id;
        more["folder"] = text(annas_);
        return json::requireObject(ask("get", more).data, "data");
    }
    std::string member(const std::string& id, const std::string& name) {
        const auto object = get(id);
        return object->has(name) ? json::write(object->get(name)) : "absent";
    }
    void update(const std::string& id, const std::string& body) {
        (void)ask("update", {{"id", id}, {"folder", text(annas_)}, {"timestamp", "9999999999999"}}, body);
    }
    static std::string text(FolderId folder) { return std::to_string(folder.value); }

    engine::Zones zones_{test::findZone};
    Actions actions_{service_, zones_};
    engine::Registry registry_;
};

TEST_F(TasksApiTest, WhatIsWrittenIsRead) {
    const auto id = make(
        R"("title":"T","note":"N","status":2,"percent_completed":40,"priority":3,"categories":" a, b ","color_label":4,)"
        R"("target_costs":12.5,"actual_costs":"-0.25","target_duration":"90","actual_duration":30,"currency":"EUR",)"
        R"("billing_information":"b","companies":"c","trip_meter":"t","private_flag":true,"unknown":[1])");
    EXPECT_EQ(member(id, "title"), "\"T\"");
    EXPECT_EQ(member(id, "note"), "\"N\"");
    EXPECT_EQ(member(id, "status"), "2");
    EXPECT_EQ(member(id, "percent_completed"), "40");
    EXPECT_EQ(member(id, "priority"), "3");
    EXPECT_EQ(member(id, "categories"), "\"a,b\"");
    EXPECT_EQ(member(id, "color_label"), "4");
    EXPECT_EQ(member(id, "target_costs"), "12.5");
    EXPECT_EQ(member(id, "actual_costs"), "-0.25");
    EXPECT_EQ(member(id, "target_duration"), "\"90\"");
    EXPECT_EQ(member(id, "actual_duration"), "\"30\"");
    EXPECT_EQ(member(id, "currency"), "\"EUR\"");
    EXPECT_EQ(member(id, "private_flag"), "true");
    EXPECT_EQ(member(id, "folder_id"), text(annas_));
    EXPECT_EQ(member(id, "recurrence_type"), "0");
    EXPECT_EQ(member(id, "participants"), "[]");
    EXPECT_EQ(member(id, "alarm"), "absent");
    update(id, R"({"title":null,"target_costs":null,"priority":null,"percent_completed":41})");
    EXPECT_EQ(member(id, "title"), "absent");
    EXPECT_EQ(member(id, "target_costs"), "absent");
    EXPECT_EQ(member(id, "priority"), "absent");
    EXPECT_EQ(member(id, "percent_completed"), "41");
    EXPECT_EQ(member(id, "note"), "\"N\"");
}

TEST_F(TasksApiTest, TimesAreTheCallersAndDaysEverybodys) {
    // Anna is an hour ahead of UTC in winter.
    const auto id =
        make(R"("start_time":1772323200000,"end_time":1772326800000,"full_time":false,"alarm":1772319600000)");
    EXPECT_EQ(member(id, "start_time"), "1772319600000");
    EXPECT_EQ(member(id, "alarm"), "1772316000000");
    EXPECT_EQ(json::write(get(id, {})->get("start_time")), "1772323200000");
    EXPECT_EQ(json::write(get(id, {})->get("start_date")), "1772323200000") << "the day";
    EXPECT_EQ(json::write(get(id, {})->get("alarm")), "1772319600000");
    EXPECT_EQ(member(id, "full_time"), "false");
    update(id, R"({"full_time":true,"start_time":1772323200000,"end_time":1772409600000})");
    EXPECT_EQ(member(id, "start_time"), "1772323200000");
    EXPECT_EQ(json::write(get(id, {})->get("end_time")), "1772409600000") << "not shifted";
    const auto old = make(R"("start_date":1772323200000,"end_date":1772409600000)");
    EXPECT_EQ(member(old, "full_time"), "true");
    EXPECT_EQ(member(old, "end_date"), "1772409600000");
    update(id, R"({"alarm":null})");
    EXPECT_EQ(member(id, "alarm"), "absent");
}

TEST_F(TasksApiTest, SeriesAreOfFourKinds) {
    const std::string day = R"("start_date":1772323200000,"end_date":1772323200000,)";  // a Sunday, the first of March
    const auto weekly = make(day + R"("recurrence_type":2,"interval":2,"days":34,"occurrences":5)");
    EXPECT_EQ(member(weekly, "days"), "34");
    EXPECT_EQ(member(weekly, "occurrences"), "5");
    update(weekly, R"({"until":1782323200000})");
    EXPECT_EQ(member(weekly, "occurrences"), "absent");
    EXPECT_EQ(member(weekly, "until"), "1782259200000");
    update(weekly, R"({"recurrence_type":3})");
    EXPECT_EQ(member(weekly, "day_in_month"), "1");
    EXPECT_EQ(member(weekly, "interval"), "1") << "a new series";
    update(weekly, R"({"days":2,"day_in_month":5})");
    EXPECT_EQ(member(weekly, "days"), "2");
    EXPECT_EQ(member(weekly, "day_in_month"), "5");
    update(weekly, R"({"recurrence_type":4,"month":11,"day_in_month":24})");
    EXPECT_EQ(member(weekly, "month"), "11");
    EXPECT_EQ(member(weekly, "days"), "absent");
    update(weekly, R"({"recurrence_type":0})");
    EXPECT_EQ(member(weekly, "recurrence_type"), "0");
    EXPECT_EQ(member(weekly, "interval"), "absent");
    EXPECT_EQ(codeOf([&] { make(day + R"("recurrence_type":5)"); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { make(day + R"("recurrence_type":2,"days":128)"); }), ErrorCode::BadRequest);
}

TEST_F(TasksApiTest, ListsAreSortedByEveryColumn) {
    make(R"("title":"b","priority":1,"end_date":1772409600000)");
    make(R"("title":"a","priority":3)");
    make(R"("title":"C","priority":2,"end_date":1772323200000)");
    const auto sorted = [&](const std::string& column, const std::string& order) {
        return json::write(
            ask("all", {{"folder", text(annas_)}, {"columns", "200"}, {"sort", column}, {"order", order}}).data);
    };
    EXPECT_EQ(sorted("200", "asc"), R"([["a"],["b"],["C"]])");
    EXPECT_EQ(sorted("309", "desc"), R"([["a"],["C"],["b"]])");
    EXPECT_EQ(sorted("317", "asc"), R"([["a"],["C"],["b"]])");
    for (int column = 0; column < 1000; ++column) {
        if (taskColumns().find(column) == nullptr) continue;
        EXPECT_NO_THROW((void)sorted(std::to_string(column), "desc")) << column;
    }
    EXPECT_EQ(codeOf([&] { (void)sorted("9999", "asc"); }), ErrorCode::BadRequest);
}

TEST_F(TasksApiTest, ParticipantsAndWhatTheySay) {
    const auto id = make(R"("title":"p","participants":[{"id":4,"type":1},{"id":)" + std::to_string(team_.value) +
                         R"(,"type":2},{"type":5,"mail":"x@example.com","display_name":"X"}])");
    (void)ask("confirm", {{"id", id}, {"folder", text(berts_)}, {"timestamp", "9999999999999"}},
              R"({"confirmation":1,"confirmmessage":"yes"})", kBert);
    EXPECT_EQ(json::requireArray(get(id)->get("participants"), "p")->size(), 3U);
    EXPECT_EQ(member(id, "users"), R"([{"id":4,"display_name":"Bert","confirm":1,"confirmmessage":"yes"},)"
                                   R"({"id":5,"display_name":"Carl","confirm":0}])");
    EXPECT_EQ(member(id, "confirmations"), R"([{"type":5,"mail":"x@example.com","display_name":"X","status":0}])");
    const auto rows = ask("list", {{"columns", "221"}}, R"([{"id":)" + id + R"(,"folder":)" + text(annas_) + "}]");
    EXPECT_NE(json::write(rows.data).find("Bert"), std::string::npos);
    EXPECT_EQ(codeOf([&] { make(R"("participants":[{"id":1,"type":3}])"); }), ErrorCode::BadRequest);
    EXPECT_EQ(
        codeOf([&] {
            (void)ask("confirm", {{"id", id}, {"folder", text(annas_)}, {"timestamp", "1"}}, R"({"confirmation":7})");
        }),
        ErrorCode::BadRequest);
}

TEST_F(TasksApiTest, UpdatesAreRowsAndIds) {
    const auto start = std::to_string(now().value);
    const auto one = make(R"("title":"one")");
    const auto two = make(R"("title":"two")");
    const auto refused = ask("delete", {{"timestamp", "9999999999999"}},
                             R"([{"id":)" + one + R"(,"folder":)" + text(annas_) + R"(},{"id":99,"folder":1}])");
    EXPECT_EQ(json::write(refused.data), "[99]");
    EXPECT_EQ(refused.warnings.size(), 1U);
    const Parameters since{{"folder", text(annas_)}, {"columns", "1,200"}, {"timestamp", start}};
    EXPECT_EQ(json::write(ask("updates", since).data), "[[" + two + ",\"two\"]," + one + "]");
    auto ignoring = since;
    ignoring["ignore"] = "deleted";
    EXPECT_EQ(json::write(ask("updates", ignoring).data), "[[" + two + ",\"two\"]]");
    auto objects = since;
    objects.erase("columns");
    objects["fields"] = "id,title";
    EXPECT_NE(json::write(ask("updates", objects).data).find(R"("title":"two")"), std::string::npos);
}

TEST_F(TasksApiTest, SearchTakesPatternFolderAndRange) {
    make(R"("title":"Bread","end_date":1772323200000)");
    make(R"("title":"Butter")");
    const auto found = [&](const std::string& body) {
        return json::write(ask("search", {{"columns", "200"}, {"sort", "200"}, {"timezone", "UTC"}}, body).data);
    };
    EXPECT_EQ(found(R"({"pattern":"b*"})"), R"([["Bread"],["Butter"]])");
    EXPECT_EQ(found(R"({"pattern":"","start":1772323200000,"end":1772323200000})"), R"([["Bread"]])");
    EXPECT_EQ(found(R"({"pattern":"butter","folder":")" + text(annas_) + "\"}"), R"([["Butter"]])");
}

TEST_F(TasksApiTest, ExportsAreCalendars) {
    const auto id = make(R"("title":"out")");
    ExportTasks action(service_);
    auto whole = action.handle(anna(), DirectCall({{"folder", text(annas_)}}));
    ASSERT_TRUE(whole.response);
    const auto file = ::test::bodyOf(*whole.response);
    EXPECT_NE(file.find("SUMMARY:out\r\n"), std::string::npos);
    auto one = action.handle(anna(), DirectCall({}, R"([{"id":)" + id + R"(,"folder_id":)" + text(annas_) + "}]"));
    EXPECT_EQ(::test::bodyOf(*one.response), file);
}

}  // namespace
}  // namespace groupware::tasks::api
