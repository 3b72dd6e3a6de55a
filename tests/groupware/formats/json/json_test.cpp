#include "groupware/formats/json/writer.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::formats::json {
namespace {

ErrorCode codeOf(const std::string& text) {
    SCOPED_TRACE(text);
    return ::test::codeOf([&] { (void)parse(text, {}); });
}

Object::Ptr objectFrom(const std::string& text) {
    return requireObject(parse(text, {}), "body");
}

TEST(Json, WhatWasReadIsWrittenAlike) {
    for (const char* text : {R"({"a":1,"b":[true,null,"x"],"c":{}})", R"([])", R"("text")", "5", "-7", "true", "null",
                             R"(["\u0001\n\"\\"])", "[\"\xF0\x9F\x98\x80\"]", "[9223372036854775807,1.5]"}) {
        EXPECT_EQ(write(parse(text, {})), text);
    }
}

TEST(Json, EscapesAreDecoded) {
    EXPECT_EQ(parse(R"("\ud83d\ude00\u00e9\/")", {}).convert<std::string>(), "\xF0\x9F\x98\x80\xC3\xA9/");
}

TEST(Json, RefusesWhatIsNotOneValue) {
    for (const char* text :
         {"", "  ", "{} x", "{}{}", "5,6", "5],[6", "[1,]", "{\"a\"}", "[1", "\"a", "[NaN]", "[01]", "/**/[]",
          "[\"\\u0000\"]", "[\"\\ud800\"]", "[\"\xFF\"]", "[\"\xC0\xAF\"]", "[1e400]", "\xEF\xBB\xBF[]"}) {
        EXPECT_EQ(codeOf(text), ErrorCode::BadRequest) << text;
    }
}

TEST(Json, LimitsLengthAndDepth) {
    EXPECT_EQ(codeOf(std::string(33, '[') + std::string(33, ']')), ErrorCode::TooLarge);
    EXPECT_NO_THROW((void)parse(std::string(32, '[') + std::string(32, ']'), {}));
    EXPECT_NO_THROW((void)parse("[\"" + std::string(100, '[') + "\\\"" + std::string(100, '{') + "\"]", {}));
    EXPECT_EQ(codeOf("\"" + std::string(1 << 20, 'x') + "\""), ErrorCode::TooLarge);
    EXPECT_EQ(codeOf(std::string(1 << 20, '[')), ErrorCode::TooLarge);
}

TEST(Json, MembersAreTyped) {
    const auto object = objectFrom(R"({"s":"x","n":7,"ns":"8","b":true,"bs":"false","o":{"k":1},"a":[1],"null":null})");
    EXPECT_EQ(text(*object, "s"), "x");
    EXPECT_EQ(text(*object, "n"), "7");
    EXPECT_EQ(integer(*object, "n"), 7);
    EXPECT_EQ(integer(*object, "ns"), 8);
    EXPECT_EQ(flag(*object, "b"), true);
    EXPECT_EQ(flag(*object, "bs"), false);
    EXPECT_EQ(json::object(*object, "o")->size(), 1U);
    EXPECT_EQ(array(*object, "a")->size(), 1U);
    for (const char* absent : {"null", "missing"}) {
        EXPECT_FALSE(text(*object, absent).has_value());
        EXPECT_FALSE(integer(*object, absent).has_value());
        EXPECT_FALSE(flag(*object, absent).has_value());
        EXPECT_TRUE(json::object(*object, absent).isNull());
    }
}

TEST(Json, AMemberOfAnotherTypeIsNamed) {
    const auto object = objectFrom(R"({"s":"x","b":true,"f":1.5,"big":9223372036854775808,"o":{}})");
    for (const char* key : {"s", "b", "f", "big", "o"}) {
        try {
            (void)integer(*object, key);
            ADD_FAILURE() << key;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadRequest);
            EXPECT_EQ(error.publicText(), "'" + std::string(key) + "' must be a whole number.");
        }
    }
    EXPECT_THROW((void)text(*object, "b"), Error);
    EXPECT_THROW((void)flag(*object, "s"), Error);
    EXPECT_THROW((void)array(*object, "o"), Error);
}

TEST(Json, ObjectsKeepTheOrderOfTheirKeys) {
    auto object = makeObject();
    object->set("z", 1);
    object->set("a", "\xC3\xA9");
    EXPECT_EQ(write(object), "{\"z\":1,\"a\":\"\xC3\xA9\"}");
}

TEST(Json, WritesWhatEveryParserReads) {
    auto list = makeArray();
    for (const Value& each : {Value(), Value(true), Value(-7), Value(std::int64_t{9'007'199'254'740'991}), Value(1.5),
                              Value(48.85), Value(std::string("plain")), Value(makeObject()), Value(makeArray())})
        list->add(each);
    EXPECT_EQ(write(list), R"([null,true,-7,9007199254740991,1.5,48.85,"plain",{},[]])");
}

TEST(Json, EscapesTexts) {  // RFC 8259 section 7
    struct Case {
        std::string text;
        std::string_view written;
    };
    for (const auto& each :
         {Case{"", R"("")"}, Case{R"(a"b\c/d)", R"("a\"b\\c/d")"}, Case{"\b\f\n\r\t", R"("\b\f\n\r\t")"},
          Case{std::string("\0\x01\x1F\x7F", 4), "\"\\u0000\\u0001\\u001F\x7F\""},
          Case{"\xC3\xA9\xF0\x9F\x98\x80", "\"\xC3\xA9\xF0\x9F\x98\x80\""},
          Case{"a\xFFz\xC3", "\"a\xEF\xBF\xBDz\xEF\xBF\xBD\""}, Case{"{[:,", R"("{[:,")"}}) {
        EXPECT_EQ(write(Value(each.text)), each.written);
    }
    const std::string all = "\x01\"\\\n\xE2\x82\xAC{";
    EXPECT_EQ(parse(write(Value(all)), {}).convert<std::string>(), all);
}

TEST(Json, WhatIsWrittenStandsInOtherValues) {
    Writer row;
    row.beginObject();
    row.member("id", std::int64_t{7});
    row.name("tags");
    row.beginArray();
    row.text("a:");
    row.text("b[");
    row.number(3);
    row.endArray();
    row.member("none", Value());
    row.endObject();
    const Value written = row.written();
    auto list = makeArray();
    list->add(written);
    list->add(written);
    constexpr std::string_view kRow = R"({"id":7,"tags":["a:","b[",3],"none":null})";
    EXPECT_EQ(write(list), "[" + std::string(kRow) + "," + std::string(kRow) + "]");
    EXPECT_EQ(integer(*requireObject(list->get(1), "row"), "id"), 7);
    EXPECT_EQ(array(*requireObject(written, "row"), "tags")->size(), 3U);
    EXPECT_THROW((void)requireArray(written, "row"), Error);
    EXPECT_EQ(row.take(), "") << "it begins anew";
}

}  // namespace
}  // namespace groupware::formats::json
