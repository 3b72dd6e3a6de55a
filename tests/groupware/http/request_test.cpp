#include "groupware/http/request.h"

#include "tests/groupware/http/fake_request.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::http {
namespace {

using test::FakeRequest;
using Segments = std::vector<std::string>;

ErrorCode codeOf(const std::string& target) {
    SCOPED_TRACE(target);
    return ::test::codeOf([&] { const FakeRequest request("GET", target); });
}

TEST(Request, DecodesThePathSegmentBySegment) {
    EXPECT_EQ(FakeRequest("GET", "/ajax/login")->pathSegments(), (Segments{"ajax", "login"}));
    EXPECT_EQ(FakeRequest("GET", "/dav/M%C3%BCller%20a+b/")->pathSegments(), (Segments{"dav", "M\xC3\xBCller a+b"}));
    EXPECT_EQ(FakeRequest("GET", "//a///b")->pathSegments(), (Segments{"a", "b"}));
    EXPECT_TRUE(FakeRequest("GET", "/")->pathSegments().empty());
    EXPECT_TRUE(FakeRequest("OPTIONS", "*")->pathSegments().empty());
}

TEST(Request, StripsPathParameters) {
    EXPECT_EQ(FakeRequest("GET", "/ajax/login;jsessionid=1157370816112.OX1")->pathSegments(),
              (Segments{"ajax", "login"}));
}

TEST(Request, RefusesPathTricks) {
    for (const char* target :
         {"/a/%2", "/a/%zz", "/a%00b", "/a/../b", "/a/%2e%2E/b", "/./a", "/a%2Fb", "/a%2fb", "/%C0%AF", "/%ED%A0%80",
          "/%F4%90%80%80", "/a/..;x=1/b", "/a?x=%", "/a?x=%00", "/a?%FF=1", "noslash", ""}) {
        EXPECT_EQ(codeOf(target), ErrorCode::BadRequest) << target;
    }
}

TEST(Request, RefusesMoreParametersThanTheLimit) {
    EXPECT_EQ(FakeRequest("GET", "/a?1&2&3&4&5&6&7&8")->parameters().size(), 8U);
    EXPECT_EQ(codeOf("/a?1&2&3&4&5&6&7&8&9"), ErrorCode::TooLarge);
}

TEST(Request, DecodesQueryParameters) {
    const FakeRequest request("GET", "/a?action=all&name=J%C3%B6rg+K&empty=&flag&name=second");
    EXPECT_EQ(request->parameter("action"), "all");
    EXPECT_EQ(request->parameter("name"), "J\xC3\xB6rg K");
    EXPECT_EQ(request->parameter("empty"), "");
    EXPECT_EQ(request->parameter("flag"), "");
    EXPECT_FALSE(request->parameter("missing").has_value());
}

TEST(Request, JoinsRepeatedFieldsAndIgnoresTheCaseOfNames) {
    const FakeRequest request("GET", "/", {{"If-None-Match", "\"a\""}, {"IF-NONE-MATCH", "\"b\""}});
    EXPECT_EQ(request->header("if-none-match"), "\"a\", \"b\"");
    EXPECT_EQ(request->header("If-Match"), "");
}

TEST(Request, FindsCookies) {
    const FakeRequest request("GET", "/", {{"Cookie", "SID=31d4d96e407aad42; lang=\"en-US\";x"}, {"cookie", "b=c=d"}});
    EXPECT_EQ(request->cookie("SID"), "31d4d96e407aad42");
    EXPECT_EQ(request->cookie("lang"), "en-US");
    EXPECT_EQ(request->cookie("b"), "c=d");
    EXPECT_FALSE(request->cookie("sid").has_value());
    EXPECT_FALSE(request->cookie("x").has_value());
}

TEST(Request, TheMediaTypeComesWithoutParameters) {
    EXPECT_EQ(FakeRequest("PUT", "/", {{"Content-Type", "Text/JavaScript ; charset=UTF-8"}})->contentType(),
              "text/javascript");
}

TEST(Request, ReadsABodyUpToItsLimit) {
    EXPECT_EQ(FakeRequest("PUT", "/", {}, "12345")->readBody(5), "12345");
    const FakeRequest tooLong("PUT", "/", {}, "123456");
    try {
        (void)tooLong->readBody(5);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::TooLarge);
    }
}

TEST(Percent, EncodingIsUndoneByDecoding) {
    EXPECT_EQ(encodePercent("a-b_c.d~e/f%\xC3\xA9"), "a-b_c.d~e%2Ff%25%C3%A9");
    EXPECT_EQ(decodePercent("a-b_c.d~e%2Ff%25%C3%A9", PlusSign::Literal), "a-b_c.d~e/f%\xC3\xA9");
}

}  // namespace
}  // namespace groupware::http
