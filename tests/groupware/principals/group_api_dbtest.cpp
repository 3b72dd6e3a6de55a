#include "groupware/principals/api/group_module.h"
#include "tests/groupware/principals/principals_api_fixture.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

namespace json = formats::json;
using Ids = std::vector<std::int64_t>;

class GroupApiTest : public test::PrincipalsApiTest {
protected:
    GroupApiTest() {
        authenticator_.caller.modules = {"editgroup"};
        module_.addTo(registry_);
    }
    /// The answer to a new group of anton and berta.
    std::string makeSales() {
        return put("group?action=new", R"({"name":"sales","display_name":"Sales","members":[4,3]})");
    }
    static std::string stamped(const std::string& action, std::int64_t timestamp) {
        return "group?action=" + action + "&timestamp=" + std::to_string(timestamp);
    }
    /// The ids of the groups in an array.
    static std::vector<std::int64_t> idsIn(const json::Value& groups) {
        std::vector<std::int64_t> ids;
        for (const auto& group : *json::requireArray(groups, "groups")) {
            ids.push_back(json::integer(*json::requireObject(group, "a group"), "id").value());
        }
        return ids;
    }
    static std::vector<std::int64_t> idsOf(const std::string& answer) { return idsIn(json::parse(dataOf(answer), {})); }

private:
    GroupDirectory directory_{database(), [](dbpool::WriteTransaction& /*tx*/, GroupId /*group*/) { return true; },
                              configuration_};
    api::GroupModule module_{directory_, 3};
};

TEST_F(GroupApiTest, AGroupIsMadeReadChangedAndDeleted) {
    const auto made = makeSales();
    EXPECT_EQ(dataOf(made), R"({"id":2})");
    const auto group = json::requireObject(json::parse(dataOf(get("group?action=get&id=2")), {}), "a group");
    EXPECT_EQ(json::text(*group, "name"), "sales");
    EXPECT_EQ(json::text(*group, "display_name"), "Sales");
    EXPECT_EQ(json::write(group->get("members")), "[3,4]");
    EXPECT_EQ(json::integer(*group, "last_modified"), timestampOf(made));

    const auto changed =
        put(stamped("update", timestampOf(made)) + "&id=2", R"({"display_name":"All sales","members":[4]})");
    EXPECT_EQ(dataOf(changed), "{}");
    EXPECT_GT(timestampOf(changed), timestampOf(made));
    EXPECT_EQ(codeOf(put(stamped("update", timestampOf(made)) + "&id=2", R"({"members":[]})")), "GRP-0010");
    EXPECT_EQ(codeOf(put(stamped("delete", timestampOf(made)), R"({"id":2})")), "GRP-0010");

    EXPECT_EQ(dataOf(put(stamped("delete", timestampOf(changed)), R"({"id":2})")), "[]");
    EXPECT_EQ(codeOf(get("group?action=get&id=2")), "GRP-0017");
}

TEST_F(GroupApiTest, GroupsAreListedWholeByIdsAndBySearch) {
    makeSales();
    EXPECT_EQ(idsOf(get("group?action=all")), (Ids{0, 1, 2}));
    EXPECT_EQ(idsOf(put("group?action=list", R"([{"id":2},{"id":99},0])")), (Ids{2, 0}));
    EXPECT_EQ(idsOf(put("group?action=list", "[2,2]")), Ids{2});
    EXPECT_EQ(codeOf(put("group?action=list", "[1,2,3,4]")), "SVL-0031");
    EXPECT_EQ(idsOf(put("group?action=search", R"({"pattern":"*ALE*"})")), Ids{2});
    EXPECT_EQ(idsOf(put("group?action=search", R"({"pattern":"*"})")), (Ids{0, 1, 2}));
    EXPECT_EQ(idsOf(put("group?action=search", R"({"pattern":"none"})")), Ids{});
}

TEST_F(GroupApiTest, UpdatesNameWhatIsNewChangedAndGone) {
    put("group?action=new", R"({"name":"doomed","display_name":"Doomed"})");
    const auto seen = timestampOf(get("group?action=all"));
    makeSales();
    put(stamped("delete", seen), R"({"id":2})");
    const auto answer = get(stamped("updates", seen));
    const auto data = json::requireObject(json::parse(dataOf(answer), {}), "updates");
    EXPECT_EQ(idsIn(data->get("new")), Ids{3});
    EXPECT_EQ(idsIn(data->get("modified")), Ids{});
    EXPECT_EQ(idsIn(data->get("deleted")), Ids{2});
    EXPECT_EQ(timestampOf(answer), timestampOf(get("group?action=all")));
}

TEST_F(GroupApiTest, OnlyThoseWithTheRightChangeGroups) {
    const auto made = timestampOf(makeSales());
    authenticator_.caller.modules = {};
    EXPECT_EQ(codeOf(makeSales()), "GRP-0009");
    EXPECT_EQ(codeOf(put(stamped("update", made) + "&id=2", R"({"members":[]})")), "GRP-0011");
    EXPECT_EQ(codeOf(put(stamped("delete", made), R"({"id":2})")), "GRP-0012");
    EXPECT_EQ(codeOf(get("group?action=get&id=2")), "");
}

TEST_F(GroupApiTest, WhatIsWrongHasOpenXchangesCode) {
    const auto made = timestampOf(makeSales());
    EXPECT_EQ(codeOf(makeSales()), "GRP-0006");
    EXPECT_EQ(codeOf(put("group?action=new", R"({"name":"","display_name":"x"})")), "GRP-0008");
    EXPECT_EQ(codeOf(put("group?action=new", R"({"name":"x","display_name":"x","members":[99]})")), "GRP-0008");
    EXPECT_EQ(codeOf(put("group?action=new", R"({"name":"x","display_name":"x","members":["a"]})")), "GRP-0008");
    EXPECT_EQ(codeOf(put(stamped("update", made), R"({"members":[]})")), "SVL-0002");
    // Everybody's group stays as it is.
    for (const char* id : {"0", "1"}) EXPECT_NE(codeOf(put(stamped("delete", made), id)), "") << id;
}

}  // namespace
}  // namespace groupware::principals
