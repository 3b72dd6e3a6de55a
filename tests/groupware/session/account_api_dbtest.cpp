#include "dbpool/configdb/context_registry.h"
#include "dbpool/configdb/maintenance_reasons.h"
#include "tests/groupware/session/session_api_fixture.h"

#include <gtest/gtest.h>

namespace groupware::session {
namespace {

namespace json = formats::json;

/// passwordchange and apppasswords, and what a disabled context says.
class AccountApiTest : public test::SessionApiTest {
protected:
    AccountApiTest() {
        database().write(kContext, [](dbpool::WriteTransaction& tx) {
            principals::changeUser(tx, kAnton, {.access = principals::ModuleAccess::combination("groupware_standard")});
        });
    }
    http::Response put(const std::string& target, const std::string& body) { return send("PUT", target, body); }
    http::Response bearer(const std::string& target, const std::string& text) {
        http::test::FakeRequest request("GET", "/ajax/" + target, {{"Authorization", "Bearer " + text}});
        return handle(request);
    }
    static json::Object::Ptr dataOf(const http::Response& response) {
        return json::requireObject(parsed(response)->get("data"), "data");
    }
};

TEST_F(AccountApiTest, AUserChangesHisPassword) {
    const auto id = session();
    const auto at = "passwordchange?action=update&session=" + id;
    EXPECT_EQ(codeOf(put(at, R"({"old_password":"wrong","new_password":"better secret"})")), "PSW-0001");
    EXPECT_EQ(codeOf(put(at, R"({"old_password":"secret","new_password":"x"})")), "PSW-0003");
    EXPECT_EQ(codeOf(put(at, R"({"old_password":"secret"})")), "PSW-0003");
    const auto done = put(at, R"({"old_password":"secret","new_password":"better secret"})");
    EXPECT_EQ(codeOf(done), "none");
    EXPECT_TRUE(json::integer(*parsed(done), "timestamp"));
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + id)), "none");
    jar_.clear();
    EXPECT_EQ(codeOf(logInByForm()), "LGI-0006");
}

TEST_F(AccountApiTest, AnAppPasswordIsMadeListedUsedAndRevoked) {
    const auto id = session();
    const auto made =
        dataOf(put("apppasswords?action=new&session=" + id,
                   R"({"name":"telephone","password":"secret","readOnly":true,"modules":["infostore"]})"));
    const auto text = json::text(*made, "password").value();
    EXPECT_EQ(json::text(*made, "name"), "telephone");
    const auto listed =
        json::requireArray(parsed(get("apppasswords?action=all&session=" + id))->get("data"), "app passwords");
    ASSERT_EQ(listed->size(), 1U);
    const auto one = listed->getObject(0);
    EXPECT_EQ(json::text(*one, "id"), json::text(*made, "id"));
    EXPECT_EQ(json::flag(*one, "readOnly"), true);
    EXPECT_EQ(json::write(one->get("modules")), R"(["infostore"])");
    EXPECT_FALSE(one->has("password"));
    EXPECT_FALSE(one->has("lastUsed"));

    // It proves its user, but what only he himself may do needs a session.
    EXPECT_EQ(codeOf(bearer("sessionmanagement?action=all", text)), "SVL-0016");
    EXPECT_EQ(codeOf(bearer("apppasswords?action=all", text)), "SVL-0016");
    const auto revoked =
        put("apppasswords?action=delete&session=" + id, "[\"" + json::text(*made, "id").value() + "\"]");
    EXPECT_EQ(codeOf(revoked), "none");
    const auto refused = bearer("apppasswords?action=all", text);
    EXPECT_EQ(codeOf(refused), "APW-0001");
    EXPECT_EQ(refused.status, 401);
}

TEST_F(AccountApiTest, WhatIsWrongWithAnAppPasswordHasACode) {
    const auto at = "apppasswords?action=new&session=" + session();
    EXPECT_EQ(codeOf(put(at, R"({"name":"x","password":"wrong"})")), "APW-0002");
    EXPECT_EQ(codeOf(put(at, R"({"name":"x"})")), "APW-0002");
    EXPECT_EQ(codeOf(put(at, R"({"password":"secret"})")), "APW-0004");
    EXPECT_EQ(codeOf(put(at, R"({"name":"x","password":"secret","modules":["editgroup"]})")), "APW-0004");
    EXPECT_EQ(codeOf(put(at, R"({"name":"x","password":"secret"})")), "none");
    EXPECT_EQ(codeOf(put(at, R"({"name":"x","password":"secret"})")), "APW-0003");
}

TEST_F(AccountApiTest, ADisabledContextSaysWhy) {
    config().write([](dbpool::ConfigTransaction& transaction) {
        dbpool::ContextRegistry(transaction).setEnabled(kContext, false);
        dbpool::ReasonRegistry reasons(transaction);
        reasons.assign(kContext, reasons.add("We move your data until Monday."));
    });
    database().setState(kContext, dbpool::ContextState::Disabled,
                        {.kind = 7, .folder = 0, .object = kContext.value, .verb = 2});
    const auto refused = logInByForm();
    EXPECT_EQ(codeOf(refused), "SES-0204");
    EXPECT_EQ(json::text(*parsed(refused), "error"), "We move your data until Monday.");
}

}  // namespace
}  // namespace groupware::session
