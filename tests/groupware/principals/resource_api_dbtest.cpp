#include "groupware/principals/api/resource_module.h"
#include "tests/groupware/principals/principals_api_fixture.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

namespace json = formats::json;
using Ids = std::vector<std::int64_t>;

class ResourceApiTest : public test::PrincipalsApiTest {
protected:
    ResourceApiTest() {
        authenticator_.caller.modules = {"editresource"};
        module_.addTo(registry_);
    }
    std::string make(const std::string& name) {
        return put("resource?action=new", R"({"name":")" + name + R"(","display_name":"The )" + name +
                                              R"(","mailaddress":")" + name +
                                              R"(@example.com","description":"Quiet","availability":false})");
    }
    static std::string stamped(const std::string& action, std::int64_t timestamp) {
        return "resource?action=" + action + "&timestamp=" + std::to_string(timestamp);
    }
    /// The ids of the objects in an array.
    static Ids idsIn(const json::Value& resources) {
        Ids ids;
        for (const auto& resource : *json::requireArray(resources, "resources")) {
            ids.push_back(json::integer(*json::requireObject(resource, "a resource"), "id").value());
        }
        return ids;
    }
    static Ids idsOf(const std::string& answer) { return idsIn(json::parse(dataOf(answer), {})); }

private:
    ResourceDirectory directory_{database(), [](auto&&...) { return 0; }, configuration_};
    api::ResourceModule module_{directory_, 3};
};

TEST_F(ResourceApiTest, AResourceIsMadeReadChangedAndDeleted) {
    const auto made = make("room");
    EXPECT_EQ(dataOf(made), R"({"id":1})");
    const auto room = json::requireObject(json::parse(dataOf(get("resource?action=get&id=1")), {}), "a resource");
    EXPECT_EQ(json::text(*room, "name"), "room");
    EXPECT_EQ(json::text(*room, "display_name"), "The room");
    EXPECT_EQ(json::text(*room, "mailaddress"), "room@example.com");
    EXPECT_EQ(json::text(*room, "description"), "Quiet");
    EXPECT_EQ(json::flag(*room, "availability"), false);
    EXPECT_EQ(json::integer(*room, "last_modified"), timestampOf(made));

    const auto changed = put(stamped("update", timestampOf(made)) + "&id=1", R"({"availability":true})");
    EXPECT_EQ(dataOf(changed), "{}");
    EXPECT_NE(dataOf(get("resource?action=get&id=1")).find(R"("availability":true)"), std::string::npos);
    EXPECT_EQ(codeOf(put(stamped("update", timestampOf(made)) + "&id=1", R"({"description":"Late"})")), "RES-0013");
    EXPECT_EQ(codeOf(put(stamped("delete", timestampOf(made)), R"([{"id":1}])")), "RES-0013");

    EXPECT_EQ(codeOf(put(stamped("delete", timestampOf(changed)), R"([{"id":1}])")), "");
    EXPECT_EQ(codeOf(get("resource?action=get&id=1")), "RES-0005");
}

TEST_F(ResourceApiTest, ResourcesAreListedWholeByIdsAndBySearch) {
    make("room");
    make("car");
    EXPECT_EQ(idsOf(put("resource?action=list", R"([{"id":2},99,1])")), (Ids{2, 1}));
    EXPECT_EQ(codeOf(put("resource?action=list", "[1,2,3,4]")), "SVL-0031");
    EXPECT_EQ(idsOf(put("resource?action=search", R"({"pattern":"ROO"})")), Ids{1});
    // As clients expect it, `all` names ids only.
    EXPECT_EQ(dataOf(get("resource?action=all")), "[1,2]");
}

TEST_F(ResourceApiTest, UpdatesNameWhatIsNewChangedAndGone) {
    make("doomed");
    make("changing");
    const auto seen = timestampOf(get("resource?action=all"));
    make("fresh");
    put(stamped("update", seen) + "&id=2", R"({"description":"Loud"})");
    put(stamped("delete", seen), R"([1])");
    const auto data = json::requireObject(json::parse(dataOf(get(stamped("updates", seen))), {}), "updates");
    EXPECT_EQ(idsIn(data->get("new")), Ids{3});
    EXPECT_EQ(idsIn(data->get("modified")), Ids{2});
    EXPECT_EQ(idsIn(data->get("deleted")), Ids{1});
}

TEST_F(ResourceApiTest, PermissionsSayWhoMayBook) {
    authenticator_.caller.user = kContextAdmin;
    make("room");
    const auto permissions = [&] {
        const auto room = json::requireObject(json::parse(dataOf(get("resource?action=get&id=1")), {}), "a resource");
        return json::write(room->getArray("permissions")) + " " + *json::text(*room, "own_privilege");
    };
    EXPECT_EQ(permissions(), R"([{"entity":0,"group":true,"privilege":"book_directly"}] book_directly)");
    const std::string change = "resource?action=update&id=1&timestamp=9999999999999";
    EXPECT_EQ(codeOf(put(change, R"({"permissions":[{"entity":0,"group":true,"privilege":"ask_to_book"},
                                                    {"entity":2,"group":false,"privilege":"delegate"}]})")),
              "");
    EXPECT_EQ(permissions(), R"([{"entity":0,"group":true,"privilege":"ask_to_book"},)"
                             R"({"entity":2,"group":false,"privilege":"delegate"}] delegate)");
    EXPECT_EQ(codeOf(put(change, R"({"description":"Louder"})")), "");
    EXPECT_NE(permissions().find("delegate"), std::string::npos) << "what is not named stays";
    EXPECT_EQ(codeOf(put(change, R"({"permissions":[]})")), "");
    EXPECT_EQ(permissions(), R"([{"entity":0,"group":true,"privilege":"none"}] none)");

    EXPECT_EQ(codeOf(put(change, R"({"permissions":[{"entity":99,"privilege":"delegate"}]})")), "RES-0011");
    EXPECT_EQ(codeOf(put(change, R"({"permissions":[{"entity":2,"privilege":"emperor"}]})")), "RES-0011");
    EXPECT_EQ(codeOf(put(change, R"({"permissions":[{"privilege":"delegate"}]})")), "RES-0011");
    EXPECT_EQ(codeOf(put(change, R"({"permissions":{}})")), "RES-0011");
}

TEST_F(ResourceApiTest, OnlyThoseWithTheRightChangeResources) {
    const auto made = timestampOf(make("room"));
    authenticator_.caller.modules = {"editgroup"};
    EXPECT_EQ(codeOf(make("car")), "RES-0009");
    EXPECT_EQ(codeOf(put(stamped("update", made) + "&id=1", R"({"description":"x"})")), "RES-0009");
    EXPECT_EQ(codeOf(put(stamped("delete", made), "[1]")), "RES-0009");
    EXPECT_EQ(codeOf(get("resource?action=get&id=1")), "");
}

TEST_F(ResourceApiTest, WhatIsWrongHasOpenXchangesCode) {
    make("room");
    EXPECT_EQ(codeOf(make("room")), "RES-0006");
    EXPECT_EQ(codeOf(make("")), "RES-0011");
    EXPECT_EQ(codeOf(put("resource?action=new", R"({"name":"x","display_name":"x","mailaddress":"none"})")),
              "RES-0011");
    EXPECT_EQ(codeOf(put("resource?action=new", R"({"name":"x","availability":"maybe"})")), "RES-0011");
}

}  // namespace
}  // namespace groupware::principals
