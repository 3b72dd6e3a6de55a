#include "tests/groupware/main/node_fixture.h"

#include <gtest/gtest.h>

namespace groupware::main {
namespace {

TEST_F(NodeTest, PingTouchesNothingAndSetsTheRoute) {
    const auto answer = get("/ajax/system?action=ping");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, R"({"data":{"pong":true}})");
    EXPECT_TRUE(cookies_["JSESSIONID"].ends_with(".OX-1")) << cookies_["JSESSIONID"];
    EXPECT_EQ(get("/appsuite/api/system?action=ping").body, answer.body);
}

TEST_F(NodeTest, ALoginGivesASessionThatWorksUntilLogout) {
    const auto session = login();
    ASSERT_EQ(session.size(), 32U);
    const auto user = get("/ajax/user?action=get&id=3&session=" + session);
    EXPECT_NE(user.data().find("anton"), std::string::npos) << user.body;
    EXPECT_EQ(get("/ajax/config/context_id?session=" + session).data(), "7");
    EXPECT_EQ(get("/ajax/config/identifier?session=" + session).data(), "3");
    EXPECT_EQ(send("PUT", "/ajax/multiple?session=" + session,
                   R"([{"module":"config/context_id"},{"module":"system","action":"ping"}])", "text/javascript")
                  .body,
              R"([{"data":7},{"data":{"pong":true}}])");
    EXPECT_EQ(get("/ajax/login?action=logout&session=" + session).status, 200);
    EXPECT_EQ(get("/ajax/user?action=get&id=3&session=" + session).field("code"), "SES-0203");
}

TEST_F(NodeTest, ASessionWithoutItsCookieIsNoSession) {
    const auto session = login();
    cookies_.clear();
    EXPECT_EQ(get("/ajax/user?action=get&id=3&session=" + session).field("code"), "SES-0203");
    EXPECT_EQ(get("/ajax/user?action=get&id=3").field("code"), "SVL-0002");
}

TEST_F(NodeTest, AWrongPasswordAndAnUnknownContextLookAlike) {
    for (const char* name : {"anton@7", "anton@nowhere", "nobody@7"}) {
        const auto answer =
            send("POST", "/ajax/login?action=login", "name=" + std::string(name) + "&password=wrong+password");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.field("code"), "LGI-0006") << name << answer.body;
        EXPECT_EQ(answer.field("category"), "1");
    }
}

TEST_F(NodeTest, SaysWhatItIsAndDoes) {
    EXPECT_EQ(get("/health").body, "ok\n");
    const auto ready = get("/ready");
    EXPECT_EQ(ready.status, 200) << ready.body;
    EXPECT_NE(ready.body.find("configdb ok\n"), std::string::npos) << ready.body;
    (void)login();
    const auto metrics = get("/metrics");
    for (const char* line : {"yoke_http_requests_total{route=\"/ajax\",status=\"200\"} 1\n",
                             "yoke_net_requests_total{protocol=\"http\"}", "yoke_db_writes_total{server=\"4\""}) {
        EXPECT_NE(metrics.body.find(line), std::string::npos) << line << metrics.body;
    }
}

TEST_F(NodeTest, PathTricksAreRefused) {
    for (const char* target :
         {"/ajax/../metrics", "/ajax/%2e%2e/metrics", "/ajax%2fsystem", "/ajax/%00", "/ajax/%ff"}) {
        EXPECT_EQ(get(target).status, 400) << target;
    }
    EXPECT_EQ(get("/nothing").status, 404);
}

}  // namespace
}  // namespace groupware::main
