#include "groupware/jslob/merge.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace groupware::jslob {
namespace {

namespace json = formats::json;

json::Object::Ptr parse(const std::string& text) {
    return json::requireObject(json::parse(text, {}), "object");
}

TEST(Merge, GivesTheExamplesOfRfc7396ThatAreObjects) {
    const std::array<std::array<const char*, 3>, 10> examples{{
        {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
        {R"({"a":"b"})", R"({"a":null})", R"({})"},
        {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
        {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
        {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
        {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
        {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
        {R"({"a":"foo"})", R"({"a":{"b":1,"c":null}})", R"({"a":{"b":1}})"},
        {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
    }};
    for (const auto& [target, patch, result] : examples)
        EXPECT_EQ(json::write(merge(*parse(target), *parse(patch))), result) << target << " " << patch;
}

TEST(Merge, LeavesItsArgumentsAsTheyAre) {
    const auto target = parse(R"({"a":{"b":1}})");
    const auto patch = parse(R"({"a":{"b":null,"c":2}})");
    EXPECT_EQ(json::write(merge(*target, *patch)), R"({"a":{"c":2}})");
    EXPECT_EQ(json::write(target), R"({"a":{"b":1}})");
    EXPECT_EQ(json::write(patch), R"({"a":{"b":null,"c":2}})");
}

}  // namespace
}  // namespace groupware::jslob
