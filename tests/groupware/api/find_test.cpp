#include "groupware/api/find_wire.h"
#include "groupware/base/error.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::api {
namespace {

namespace json = formats::json;

FindRequest parse(const std::string& body) {
    return parseFindQuery(json::parse(body, {}), 50);
}

TEST(Find, AQueryHasATextAndAFolder) {
    const auto request =
        parse(R"({"facets":[{"facet":"global","value":"x","filter":{"queries":["te"],"fields":["global"]}},
                                   {"facet":"folder","value":31}],"start":5,"size":7})");
    EXPECT_EQ(request.text, "te");
    EXPECT_EQ(request.folder, "31");
    EXPECT_EQ(request.start, 5U);
    EXPECT_EQ(request.size, 7U);
    EXPECT_EQ(parse(R"({"facets":[{"facet":"global","value":"x"}]})").text, "x");
    EXPECT_EQ(parse("{}").size, 50U);
    EXPECT_EQ(parse(R"({"size":1000})").size, 50U);
}

TEST(Find, WhatCannotBeAskedIsRefused) {
    for (const auto* body :
         {"[]", R"({"facets":[{"facet":"color","value":"red"}]})", R"({"facets":[{"value":"x"}]})", R"({"start":-1})",
          R"({"facets":[{"facet":"global","value":"a"},{"facet":"global","value":"b"}]})",
          R"({"facets":[{"facet":"global","filter":{"queries":["a","b"]}}]})", R"({"facets":[{"facet":"folder"}]})",
          R"({"facets":["global"]})", R"({"facets":{}})"}) {
        EXPECT_THROW((void)parse(body), Error) << body;
    }
    EXPECT_THROW((void)parseFindPrefix(json::parse("{}", {})), Error);
}

TEST(Find, FacetsOfferTheTextAndWhatIsKnown) {
    EXPECT_EQ(
        json::write(findFacets("te", {{.id = "31/5", .text = "test.txt"}})),
        R"([{"id":"global","style":"simple","flags":[],"name":"te","filter":{"queries":["te"],"fields":["global"]}},)"
        R"({"id":"global","style":"default","flags":[],"name":"Suggestions","values":[{"id":"31/5",)"
        R"("item":{"name":"test.txt"},"filter":{"queries":["test.txt"],"fields":["global"]}}]}])");
    EXPECT_EQ(findFacets("", {})->size(), 0U);
}

}  // namespace
}  // namespace groupware::api
