#include "groupware/api/find.h"

#include "groupware/infostore/api/find_documents.h"
#include "tests/groupware/infostore/api_fixture.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::infostore::api {
namespace {

class FindTest : public ApiTest {
protected:
    FindTest() {
        registry_.add("find", "query", query_);
        registry_.add("find", "autocomplete", autocomplete_);
    }
    Answer find(const std::string& query, const std::string& body) {
        return send({.method = "PUT", .query = query, .body = body, .path = "/ajax/find"});
    }

    FindDocuments documents_{service(), clock_, zones_};
    engine::FindModules modules_{{&documents_}};
    engine::FindQuery query_{modules_, 2};
    engine::FindAutocomplete autocomplete_{modules_};
};

TEST_F(FindTest, DocumentsAreFoundAndPaged) {
    for (const auto* name : {"tea.txt", "coffee.txt", "teapot.txt", "team.txt"}) uploadBinary(name, "x");
    const std::string facets =
        R"("facets":[{"facet":"global","value":"tea"},{"facet":"folder","value":")" + files_ + "\"}]";
    const auto first = find("action=query&module=files&fields=filename", "{" + facets + "}");
    EXPECT_EQ(json::write(first.data()),
              R"({"num_found":3,"results":[{"filename":"team.txt"},{"filename":"teapot.txt"}],"size":2,"start":0})");
    const auto rest = find("action=query&module=files&columns=702", "{" + facets + R"(,"start":2,"size":2})");
    EXPECT_EQ(json::write(rest.data()), R"({"num_found":3,"results":[["tea.txt"]],"size":1,"start":2})");
}

TEST_F(FindTest, NothingOfOthersIsFound) {
    upload(bert(), bertFiles_, "secret-tea.txt", "x");
    EXPECT_EQ(
        json::write(
            find("action=query&module=files&columns=1", R"({"facets":[{"facet":"global","value":"tea"}]})").data()),
        R"({"num_found":0,"results":[],"size":0,"start":0})");
    EXPECT_EQ(
        json::write(find("action=autocomplete&module=files", R"({"prefix":"tea"})").data()),
        R"({"facets":[{"filter":{"fields":["global"],"queries":["tea"]},"flags":[],"id":"global","name":"tea","style":"simple"}]})");
    EXPECT_EQ(find("action=query&module=files&columns=1",
                   R"({"facets":[{"facet":"folder","value":")" + std::to_string(bertFiles_.value) + "\"}]}")
                  .code(),
              "SVL-0004");
}

TEST_F(FindTest, SuggestionsAreNamesOnceEach) {
    for (const auto* name : {"tea.txt", "teapot.txt"}) uploadBinary(name, "x");
    const auto answer = find("action=autocomplete&module=files&limit=1", R"({"prefix":"te"})");
    const auto facets = json::array(*json::requireObject(answer.data(), "data"), "facets");
    ASSERT_EQ(facets->size(), 2U);
    const auto values = json::array(*json::requireObject(facets->get(1), "facet"), "values");
    ASSERT_EQ(values->size(), 1U);
    EXPECT_NE(json::write(values->get(0)).find("teapot.txt"), std::string::npos);
}

TEST_F(FindTest, UnknownModulesAndFacetsAreRefused) {
    EXPECT_EQ(find("action=query&module=mail&columns=1", "{}").code(), "SVL-0010");
    EXPECT_EQ(find("action=query&columns=1", "{}").code(), "SVL-0002");
    EXPECT_EQ(find("action=query&module=files", "{}").code(), "SVL-0002");
    EXPECT_EQ(find("action=query&module=files&columns=1", R"({"facets":[{"facet":"size"}]})").code(), "SVL-0010");
    EXPECT_EQ(find("action=autocomplete&module=files", "{}").code(), "SVL-0010");
}

}  // namespace
}  // namespace groupware::infostore::api
