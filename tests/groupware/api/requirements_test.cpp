#include "groupware/api/coded_error.h"
#include "groupware/api/dispatcher.h"
#include "groupware/api/multiple.h"
#include "groupware/principals/guest.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace groupware::api {
namespace {

using http::test::FakeRequest;
namespace json = formats::json;

/// Proves one caller: by the session "abc", or by Authorization "Bearer good" or "Bearer reader", who may only read.
class TwoWays final : public http::Authenticator {
public:
    void requireMaster(const Caller& /*caller*/) override { ++writes; }
    Caller authenticate(const http::Request& /*request*/, std::string_view sessionId) override {
        if (sessionId != "abc") throw Error(ErrorCode::NotAuthenticated, "unknown session");
        auto caller = known();
        caller.sessionId = "abc";
        return caller;
    }
    http::Authorized authorize(const http::Request& request) override {
        const auto field = request.header("Authorization");
        if (field == "Bearer disabled") throw Error(ErrorCode::Forbidden, "context disabled");
        if (field != "Bearer good" && field != "Bearer reader") {
            throw Error(ErrorCode::NotAuthenticated, "unknown token");
        }
        return {.caller = known(), .readOnly = field == "Bearer reader"};
    }
    int writes = 0;
    bool guest = false;

private:
    [[nodiscard]] Caller known() const {
        Caller caller;
        caller.context = ContextId{7};
        caller.user = UserId{3};
        caller.modules = {"infostore"};
        if (guest) caller.groups = {principals::kGuests};
        return caller;
    }
};

/// Counts its calls.
class Counted final : public Action {
public:
    Result handle(const Caller& /*caller*/, const Call& /*call*/) override {
        ++calls;
        return {.data = std::string("done")};
    }
    bool needsMaster(const Call& call) const override { return call.flag("write"); }
    int calls = 0;
};

class RequirementsTest : public testing::Test {
protected:
    RequirementsTest() {
        registry_.add("multiple", "", multiple_);
        registry_.add("files", "read", read_, {}, {Needs::AnyServer, "infostore"});
        registry_.add("files", "write", write_, {}, {Needs::Master, "infostore"});
        registry_.add("events", "read", events_, {}, {Needs::AnyServer, "calendar"});
        registry_.add("own", "password", own_, {.prefix = "OWN", .forbidden = 1},
                      {Needs::Master, "infostore", Proof::Session});
    }
    http::Response send(const std::string& target, const std::string& authorization = {},
                        const std::string& body = {}) {
        net::Headers headers;
        if (!authorization.empty()) headers.emplace_back("Authorization", authorization);
        FakeRequest request(body.empty() ? "GET" : "PUT", "/ajax/" + target, headers, body);
        request.request->setRoute("/ajax", 1);
        return dispatcher_.handle(*request);
    }
    /// The code of the failure; empty if there is none.
    static std::string codeOf(const http::Response& response) { return codeIn(json::parse(response.body, {})); }
    static std::string codeIn(const json::Value& envelope) {
        const auto code = json::requireObject(envelope, "the answer")->get("code");
        return code.isString() ? code.toString() : "";
    }

    TwoWays authenticator_;
    Counted read_;
    Counted write_;
    Counted events_;
    Counted own_;
    Registry registry_;

private:
    Envelopes envelopes_{[](const std::exception& error) { return Error(ErrorCode::Internal, error.what()); }};
    Multiple multiple_{registry_, envelopes_, 8};
    Dispatcher dispatcher_{registry_, authenticator_, envelopes_, Limits{}};
};

TEST_F(RequirementsTest, AModuleThatTheCallerLacksIsRefused) {
    EXPECT_EQ(codeOf(send("files?action=read&session=abc")), "");
    EXPECT_EQ(codeOf(send("events?action=read&session=abc")), "SVL-0016");
    EXPECT_EQ(events_.calls, 0);
}

TEST_F(RequirementsTest, ABatchRefusesTheSame) {
    const auto answer = send("multiple?session=abc&continue=true", {},
                             R"([{"module":"events","action":"read"},{"module":"files","action":"read"}])");
    const auto answers = json::requireArray(json::parse(answer.body, {}), "answers");
    ASSERT_EQ(answers->size(), 2U);
    EXPECT_EQ(codeIn(answers->get(0)), "SVL-0016");
    EXPECT_EQ(codeIn(answers->get(1)), "");
    EXPECT_EQ(events_.calls, 0);
    EXPECT_EQ(read_.calls, 1);
}

TEST_F(RequirementsTest, WithoutASessionTheFieldAuthorizationProves) {
    EXPECT_EQ(codeOf(send("files?action=read", "Bearer good")), "");
    EXPECT_EQ(codeOf(send("files?action=write", "Bearer good")), "");
    EXPECT_EQ(authenticator_.writes, 1);
    const auto refused = send("files?action=read", "Bearer bad");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(codeOf(refused), "APW-0001");
    EXPECT_TRUE(std::any_of(refused.headers.begin(), refused.headers.end(), [](const auto& field) {
        return field.first == "WWW-Authenticate" && field.second.starts_with("Bearer ");
    }));
    EXPECT_EQ(codeOf(send("files?action=read", "Bearer disabled")), "SES-0204");
    EXPECT_EQ(codeOf(send("files?action=read")), "SVL-0002");
}

TEST_F(RequirementsTest, ASessionAloneCounts) {
    EXPECT_EQ(codeOf(send("files?action=read&session=abc", "Bearer bad")), "");
    const auto expired = send("files?action=read&session=old", "Bearer good");
    EXPECT_EQ(codeOf(expired), "SES-0203");
    EXPECT_EQ(expired.status, 200);
}

TEST_F(RequirementsTest, AReadOnlyProofReadsOnly) {
    EXPECT_EQ(codeOf(send("files?action=read", "Bearer reader")), "");
    EXPECT_EQ(codeOf(send("files?action=write", "Bearer reader")), "SVL-0016");
    EXPECT_EQ(codeOf(send("files?action=read&write=true", "Bearer reader")), "SVL-0016");
    const std::string batch = R"([{"module":"files","action":"read"},{"module":"files","action":"write"}])";
    EXPECT_EQ(codeOf(send("multiple?continue=true", "Bearer reader", batch)), "SVL-0016");
    EXPECT_EQ(write_.calls, 0);
    EXPECT_EQ(read_.calls, 1);
    EXPECT_EQ(authenticator_.writes, 0);
}

TEST_F(RequirementsTest, WhatOnlyTheUserHimselfMayDoNeedsASession) {
    EXPECT_EQ(codeOf(send("own?action=password&session=abc")), "");
    EXPECT_EQ(codeOf(send("own?action=password", "Bearer good")), "SVL-0016");
    const auto answer = send("multiple?continue=true", "Bearer good", R"([{"module":"own","action":"password"}])");
    EXPECT_EQ(codeIn(json::requireArray(json::parse(answer.body, {}), "answers")->get(0)), "SVL-0016");
    EXPECT_EQ(own_.calls, 1);
}

TEST_F(RequirementsTest, GuestsMayCallWhatIsOpenToThemOnly) {
    authenticator_.guest = true;
    EXPECT_EQ(codeOf(send("files?action=read&session=abc")), "SVL-0016");
    registry_.openToGuests({"files", "no such module"}, {"read"});
    EXPECT_EQ(codeOf(send("files?action=read&session=abc")), "");
    EXPECT_EQ(codeOf(send("files?action=write&session=abc")), "SVL-0016");
    registry_.openToGuests({"files", "multiple"});
    EXPECT_EQ(codeOf(send("files?action=write&session=abc")), "");
    // A batch opens nothing.
    const auto batch = send("multiple?session=abc", {}, R"([{"module":"own","action":"password"}])");
    EXPECT_EQ(codeIn(json::requireArray(json::parse(batch.body, {}), "answers")->get(0)), "SVL-0016");
    EXPECT_EQ(own_.calls, 0);
}

}  // namespace
}  // namespace groupware::api
