#include "groupware/http/conditional.h"

#include "groupware/http/date.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

namespace groupware::http {
namespace {

using test::FakeRequest;
using namespace std::chrono_literals;

// RFC 9110 section 5.6.7: one instant in its three formats.
constexpr Instant kExample{784111777s};

TEST(HttpDate, FormatsTheExampleOfTheRfc) {
    EXPECT_EQ(formatDate(kExample + 999ms), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpDate, ParsesTheThreeFormatsOfTheRfc) {
    EXPECT_EQ(parseDate("Sun, 06 Nov 1994 08:49:37 GMT"), kExample);
    EXPECT_EQ(parseDate("Sunday, 06-Nov-94 08:49:37 GMT"), kExample);
    EXPECT_EQ(parseDate("Sun Nov  6 08:49:37 1994"), kExample);
}

TEST(HttpDate, RefusesEverythingElse) {
    for (const char* text : {"", "yesterday", "784111777", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994"}) {
        EXPECT_FALSE(parseDate(text).has_value()) << text;
    }
}

TEST(Etag, ComparesAsTheTableOfTheRfc) {
    // RFC 9110 section 8.8.3.2
    struct Row {
        const char* one;
        const char* other;
        bool strong;
        bool weak;
    };
    for (const auto& row : {Row{R"(W/"1")", R"(W/"1")", false, true}, Row{R"(W/"1")", R"(W/"2")", false, false},
                            Row{R"(W/"1")", R"("1")", false, true}, Row{R"("1")", R"("1")", true, true}}) {
        EXPECT_EQ(namesStrongEtag(row.one, row.other), row.strong) << row.one << row.other;
        EXPECT_EQ(namesEtag(row.one, row.other), row.weak) << row.one << row.other;
    }
}

TEST(Etag, IsFoundInLists) {
    EXPECT_TRUE(namesEtag(R"("xyzzy", "r2d2xxxx", "c3piozzzz")", R"("r2d2xxxx")"));
    EXPECT_TRUE(namesEtag(R"(W/"a,b" ,, "c")", R"("c")"));
    EXPECT_TRUE(namesEtag("*", R"("anything")"));
    EXPECT_FALSE(namesEtag(R"("a)", R"("a")"));
    EXPECT_FALSE(namesEtag("a", R"("a")"));
    EXPECT_FALSE(namesEtag("", R"("a")"));
}

struct Case {
    const char* method;
    net::Headers headers;
    Precondition expected;
};

class PreconditionTest : public testing::TestWithParam<Case> {};

TEST_P(PreconditionTest, FollowsTheOrderOfTheRfc) {
    const Validators current{.etag = R"("v2")", .lastModified = kExample + 500ms};
    const FakeRequest request(GetParam().method, "/", GetParam().headers);
    EXPECT_EQ(evaluatePreconditions(*request, current), GetParam().expected);
}

const auto* const kBefore = "Sun, 06 Nov 1994 08:49:36 GMT";
const auto* const kSame = "Sun, 06 Nov 1994 08:49:37 GMT";

// RFC 9110 section 13.2.2
INSTANTIATE_TEST_SUITE_P(
    Rfc9110, PreconditionTest,
    testing::Values(Case{"GET", {}, Precondition::Passed}, Case{"PUT", {{"If-Match", R"("v2")"}}, Precondition::Passed},
                    Case{"PUT", {{"If-Match", R"("v1")"}}, Precondition::Failed},
                    Case{"PUT", {{"If-Match", R"(W/"v2")"}}, Precondition::Failed},
                    Case{"PUT", {{"If-Match", "*"}}, Precondition::Passed},
                    Case{"PUT", {{"If-None-Match", "*"}}, Precondition::Failed},
                    Case{"GET", {{"If-None-Match", R"("v2")"}}, Precondition::NotModified},
                    Case{"HEAD", {{"If-None-Match", R"(W/"v2")"}}, Precondition::NotModified},
                    Case{"GET", {{"If-None-Match", R"("v1")"}}, Precondition::Passed},
                    Case{"GET", {{"If-Modified-Since", kSame}}, Precondition::NotModified},
                    Case{"GET", {{"If-Modified-Since", kBefore}}, Precondition::Passed},
                    Case{"PUT", {{"If-Modified-Since", kSame}}, Precondition::Passed},
                    Case{"GET", {{"If-Modified-Since", "nonsense"}}, Precondition::Passed},
                    Case{"GET", {{"If-None-Match", R"("v1")"}, {"If-Modified-Since", kSame}}, Precondition::Passed},
                    Case{"PUT", {{"If-Unmodified-Since", kBefore}}, Precondition::Failed},
                    Case{"PUT", {{"If-Unmodified-Since", kSame}}, Precondition::Passed},
                    Case{"PUT", {{"If-Match", R"("v2")"}, {"If-Unmodified-Since", kBefore}}, Precondition::Passed},
                    Case{"GET", {{"If-Match", R"("v1")"}, {"If-None-Match", R"("v2")"}}, Precondition::Failed}));

TEST(Precondition, NothingExistsYet) {
    const Validators absent{.etag = "", .exists = false};
    EXPECT_EQ(evaluatePreconditions(*FakeRequest("PUT", "/", {{"If-None-Match", "*"}}), absent), Precondition::Passed);
    EXPECT_EQ(evaluatePreconditions(*FakeRequest("PUT", "/", {{"If-Match", "*"}}), absent), Precondition::Failed);
}

}  // namespace
}  // namespace groupware::http
