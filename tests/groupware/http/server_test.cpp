#include "groupware/http/server.h"

#include "groupware/http/cookie.h"
#include "groupware/http/sticky_route.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace groupware::http {
namespace {

using test::TextBody;

class FunctionHandler final : public Handler {
public:
    explicit FunctionHandler(std::function<Response(const Request&)> function) : function_(std::move(function)) {}
    Response handle(const Request& request) override { return function_(request); }

private:
    std::function<Response(const Request&)> function_;
};

/// Notes the status of every answer that passes.
class StatusFilter final : public Filter {
public:
    Response apply(const Request& request, Handler& next) override {
        auto response = next.handle(request);
        seen.push_back(request.route() + " " + std::to_string(response.status));
        return response;
    }
    std::vector<std::string> seen;
};

Error translate(const std::exception& other) {
    return {ErrorCode::Internal, other.what()};
}

Response text(std::string body) {
    Response response;
    response.body = std::move(body);
    return response;
}

class ServerTest : public testing::Test {
protected:
    net::Reply get(const std::string& path) {
        TextBody body("");
        net::RequestHead head;
        head.method = "GET";
        head.path = path;
        head.id = "r-77";
        return server_.handle(head, body);
    }

    FunctionHandler tail_{[](const Request& request) {
        std::string joined;
        for (const auto& segment : request.tail()) joined += segment + ";";
        return text(joined);
    }};
    FunctionHandler failing_{[](const Request& request) -> Response {
        if (request.tail().empty()) throw std::runtime_error("disk on fire");
        throw Error(ErrorCode::Unavailable, "no master");
    }};
    FunctionHandler odd_{[](const Request&) -> Response { throw 42; }};
    StatusFilter filter_;
    Router router_;
    Server server_{router_, {filter_}, translate, 8};

    void SetUp() override {
        router_.add("/ajax", tail_);
        router_.addAlias("/appsuite/api", "/ajax", tail_);
        router_.add("/ajax/fail", failing_);
        router_.add("/odd", odd_);
    }
};

TEST_F(ServerTest, TheLongestPrefixWinsSegmentBySegment) {
    EXPECT_EQ(get("/ajax/login/x").body, "login;x;");
    EXPECT_EQ(get("/appsuite/api/login").body, "login;");
    EXPECT_EQ(get("/ajaxx").status, 404);
    EXPECT_EQ(get("/appsuite").status, 404);
    EXPECT_EQ(get("/ajax/fail").status, 500);
    EXPECT_EQ(filter_.seen, (std::vector<std::string>{"/ajax 200", "/ajax 200", " 404", " 404", "/ajax/fail 500"}));
}

TEST_F(ServerTest, CookiesAreSecureIfTheClientUsesTlsOrIsSaidToDoSo) {
    FunctionHandler login{[](const Request&) { return text("ok"); }};
    router_.add("/login", login);
    StickyRoute sticky;
    const auto cookie = [&](Server& server, bool encrypted) {
        TextBody body("");
        net::RequestHead head;
        head.path = "/login";
        head.route = "OX-1";
        head.secure = encrypted;
        const auto reply = server.handle(head, body);
        EXPECT_EQ(reply.headers.size(), 1U);
        return reply.headers.empty() ? "" : reply.headers.front().second;
    };
    Server plain(router_, {sticky}, translate, 8);
    EXPECT_EQ(cookie(plain, false).find("; Secure"), std::string::npos);
    EXPECT_NE(cookie(plain, true).find("; Secure"), std::string::npos);
    Server forced(router_, {sticky}, translate, 8, true);
    EXPECT_NE(cookie(forced, false).find("; Secure"), std::string::npos);
}

TEST_F(ServerTest, ABugBecomesA500ThatTellsOnlyTheRequestId) {
    const auto reply = get("/ajax/fail");
    EXPECT_EQ(reply.status, 500);
    EXPECT_NE(reply.body.find("r-77"), std::string::npos) << reply.body;
    EXPECT_EQ(reply.body.find("fire"), std::string::npos) << reply.body;
    EXPECT_EQ(get("/odd").status, 500);
}

TEST_F(ServerTest, AnUnavailableDependencyIsA503ThatSaysWhenToComeBack) {
    const auto reply = get("/ajax/fail/x");
    EXPECT_EQ(reply.status, 503);
    EXPECT_TRUE(std::any_of(reply.headers.begin(), reply.headers.end(),
                            [](const auto& header) { return header.first == "Retry-After"; }));
}

TEST_F(ServerTest, PathTricksAre400AndTheFiltersSeeThem) {
    for (const char* path :
         {"/ajax/../odd", "/ajax/%2e%2e/odd", "/ajax%2Flogin", "/ajax/%00", "/ajax/%ff", "/ajax/%"}) {
        EXPECT_EQ(get(path).status, 400) << path;
    }
    EXPECT_EQ(filter_.seen.size(), 6U);
}

TEST(ErrorStatus, EveryCodeHasItsStatus) {
    EXPECT_EQ(statusOf(ErrorCode::PreconditionFailed), 412);
    EXPECT_EQ(statusOf(ErrorCode::QuotaExceeded), 507);
    EXPECT_EQ(statusOf(ErrorCode::TooManyRequests), 429);
}

class StickyRouteTest : public testing::Test {
protected:
    std::string cookieFor(const net::Headers& headers, const net::Headers& answered = {}) {
        FunctionHandler next([&](const Request&) {
            Response response;
            response.headers = answered;
            return response;
        });
        const test::FakeRequest request("GET", "/", headers);
        auto response = StickyRoute().apply(*request, next);
        return response.headers.size() == answered.size() ? "" : response.headers.back().second;
    }
};

TEST_F(StickyRouteTest, IsSetWhenAbsentOrForeign) {
    for (const net::Headers& headers : {net::Headers{}, net::Headers{{"Cookie", "JSESSIONID=12ab.OX-2"}},
                                        net::Headers{{"Cookie", "JSESSIONID=12ab"}}}) {
        const auto cookie = cookieFor(headers);
        const auto dot = cookie.find('.');
        EXPECT_TRUE(cookie.starts_with("JSESSIONID=")) << cookie;
        EXPECT_EQ(cookie.substr(dot, 6), ".OX-1;") << cookie;  // the route is all after the first dot
        EXPECT_NE(cookie.find("; Path=/; HttpOnly"), std::string::npos) << cookie;
    }
}

TEST_F(StickyRouteTest, IsLeftAloneOtherwise) {
    EXPECT_EQ(cookieFor({{"Cookie", "JSESSIONID=12ab.OX-1"}}), "");
    EXPECT_EQ(cookieFor({}, {{"Set-Cookie", "JSESSIONID=; Max-Age=0"}}), "");
}

TEST(SetCookie, WritesAllAttributes) {
    EXPECT_EQ((SetCookie{.name = "open-xchange-secret-x", .value = "ab"}.field()),
              "open-xchange-secret-x=ab; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_EQ((SetCookie{.name = "n", .value = "", .secure = true, .maxAge = std::chrono::seconds(0)}.field()),
              "n=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax");
}

TEST(SetCookie, RefusesTextThatBreaksOut) {
    for (const char* value : {"a;b", "a\r\nX: y", "a b", "\xC3\xA4"}) {
        EXPECT_THROW((void)(SetCookie{.name = "n", .value = value}.field()), Error) << value;
    }
}

}  // namespace
}  // namespace groupware::http
