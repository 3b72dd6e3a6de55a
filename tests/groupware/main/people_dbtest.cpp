#include "groupware/principals/store/user_store.h"
#include "tests/groupware/main/node_fixture.h"

#include <Poco/Base64Encoder.h>
#include <gtest/gtest.h>

#include <sstream>
#include <utility>

namespace groupware::main {
namespace {

namespace json = formats::json;

/// Users, groups, resources and app passwords through a node's own port.
class PeopleTest : public NodeTest {
protected:
    Answer put(const std::string& target, const std::string& body) {
        return send("PUT", "/ajax/" + target, body, "text/javascript; charset=UTF-8");
    }
    /// A request of a program: it has no cookies.
    Answer with(const std::string& authorization, const std::string& target) {
        const auto kept = std::exchange(cookies_, {});
        auto answer = send("GET", "/ajax/" + target, "", "", {{"Authorization", authorization}});
        cookies_ = kept;
        return answer;
    }
    static std::string basic(const std::string& name, const std::string& password) {
        std::ostringstream encoded;
        Poco::Base64Encoder encoder(encoded);
        encoder.rdbuf()->setLineLength(0);
        encoder << name << ":" << password;
        encoder.close();
        return "Basic " + encoded.str();
    }
    /// The app password's text and id.
    std::pair<std::string, std::string> appPassword(const std::string& session, const std::string& scope) {
        const auto answer = put("apppasswords?action=new&session=" + session,
                                R"({"name":"program","password":")" + std::string(kPassword) + "\"" + scope + "}");
        const auto data = json::requireObject(answer.json()->get("data"), "an app password");
        return {json::text(*data, "password").value(), json::text(*data, "id").value()};
    }
    static std::string codeOf(const Answer& answer) { return json::text(*answer.json(), "code").value_or("none"); }
    static std::string stamp(const Answer& answer) {
        return std::to_string(json::integer(*answer.json(), "timestamp").value());
    }
    void allow(principals::Module module, bool granted) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            auto access = principals::UserReader(tx).find(UserId{3})->access;
            access.set(module, granted);
            principals::changeUser(tx, UserId{3}, {.access = access});
        });
    }
};

TEST_F(PeopleTest, AProgramReadsFilesWithAnAppPasswordUntilItIsRevoked) {
    const auto session = login();
    const auto [text, id] = appPassword(session, "");
    const auto target = "infostore?action=all&columns=1,700&folder=" + filesFolder();
    const auto byBearer = with("Bearer " + text, target);
    EXPECT_EQ(byBearer.status, 200);
    EXPECT_EQ(byBearer.data(), "[]");
    EXPECT_EQ(with(basic("anton@7", text), target).data(), "[]");
    const auto stranger = with(basic("admin@7", text), target);
    EXPECT_EQ(stranger.status, 401);
    EXPECT_EQ(codeOf(stranger), "APW-0001");
    EXPECT_NE(stranger.head.get("WWW-Authenticate", ""), "");
    EXPECT_EQ(codeOf(with(basic("anton@7", kPassword), target)), "APW-0001") << "the password of the account is none";

    EXPECT_EQ(codeOf(put("apppasswords?action=delete&session=" + session, "[\"" + id + "\"]")), "none");
    EXPECT_EQ(with("Bearer " + text, target).status, 401);
    EXPECT_EQ(codeOf(get("/ajax/" + target + "&session=" + session)), "none");
}

TEST_F(PeopleTest, AReadOnlyAppPasswordWritesNowhere) {
    const auto [text, id] = appPassword(login(), R"(,"readOnly":true)");
    const auto writing = node_->actions().namesWhere(
        [](const api::Registered& entry) { return entry.action != nullptr && entry.needs() == api::Needs::Master; });
    EXPECT_GT(writing.size(), 30U);
    for (const auto& [module, action] : writing) {
        const auto answer = with("Bearer " + text, module + "?action=" + action);
        EXPECT_EQ(codeOf(answer), "SVL-0016") << module << " " << action;
    }
    EXPECT_EQ(codeOf(with("Bearer " + text, "user?action=get")), "none");
}

TEST_F(PeopleTest, ALimitedAppPasswordSeesItsModulesOnly) {
    const auto [text, id] = appPassword(login(), R"(,"modules":["calendar"])");
    EXPECT_EQ(codeOf(with("Bearer " + text, "infostore?action=all&columns=1&folder=" + filesFolder())), "SVL-0016");
    EXPECT_EQ(codeOf(with("Bearer " + text, "folders?action=get&id=" + filesFolder())), "FLD-0003");
    EXPECT_EQ(with("Bearer " + text, "config/modules/infostore/module").data(), "false");
}

TEST_F(PeopleTest, AModuleThatIsTakenAwayIsRefusedFromTheNextRequestOn) {
    const auto session = login();
    const auto target = "infostore?action=all&columns=1&session=" + session + "&folder=" + filesFolder();
    EXPECT_EQ(codeOf(get("/ajax/" + target)), "none");
    allow(principals::Module::Infostore, false);
    EXPECT_EQ(codeOf(get("/ajax/" + target)), "SVL-0016");
    EXPECT_EQ(codeOf(get("/ajax/files?action=versions&id=1&session=" + session)), "SVL-0016");
    const auto batch = put("multiple?continue=true&session=" + session,
                           R"([{"module":"infostore","action":"list","columns":"1","data":[]}])");
    EXPECT_NE(batch.body.find("SVL-0016"), std::string::npos) << batch.body;
    EXPECT_EQ(get("/ajax/config/modules/infostore/module?session=" + session).data(), "false");
    allow(principals::Module::Infostore, true);
    EXPECT_EQ(codeOf(get("/ajax/" + target)), "none");
}

TEST_F(PeopleTest, AGroupThatIsDeletedLeavesWhatItSaw) {
    const auto session = login();
    const auto made =
        put("group?action=new&session=" + session, R"({"name":"sales","display_name":"Sales","members":[2]})");
    ASSERT_EQ(codeOf(made), "none") << made.body;
    const auto group =
        std::to_string(json::integer(*json::requireObject(made.json()->get("data"), "data"), "id").value());
    const auto folder = put("folders?action=update&id=" + filesFolder() + "&timestamp=9999999999999&session=" + session,
                            R"({"permissions":[{"entity":3,"bits":403710016,"group":false},{"entity":)" + group +
                                R"(,"bits":257,"group":true}]})");
    ASSERT_EQ(codeOf(folder), "none") << folder.body;
    const auto permissions = [&] {
        return get("/ajax/folders?action=get&id=" + filesFolder() + "&session=" + session).body;
    };
    EXPECT_NE(permissions().find(R"("group":true)"), std::string::npos);
    const auto gone = put("group?action=delete&timestamp=" + stamp(made) + "&session=" + session, group);
    EXPECT_EQ(codeOf(gone), "none") << gone.body;
    EXPECT_EQ(permissions().find(R"("group":true)"), std::string::npos);
    EXPECT_EQ(codeOf(get("/ajax/group?action=get&id=" + group + "&session=" + session)), "GRP-0017");
}

TEST_F(PeopleTest, QuotasShowWhatIsUsed) {
    const auto session = login();
    const auto used = [&] {
        const auto data = get("/ajax/quota?action=get&module=infostore&session=" + session).json()->get("data");
        const auto module = json::requireObject(json::requireObject(data, "data")->get("infostore"), "infostore");
        return module->getArray("accounts")->getObject(0);
    };
    EXPECT_EQ(json::integer(*used(), "countuse"), 0);
    EXPECT_EQ(json::integer(*used(), "quota"), kQuota);
    const auto made =
        put("infostore?action=new&session=" + session, R"({"folder_id":")" + filesFolder() + R"(","title":"a note"})");
    ASSERT_EQ(codeOf(made), "none") << made.body;
    EXPECT_EQ(json::integer(*used(), "countuse"), 1);
    EXPECT_EQ(json::integer(*used(), "countquota"), -1);
}

TEST_F(PeopleTest, ANewPasswordEndsEverythingElse) {
    const auto first = login();
    const auto cookiesOfFirst = cookies_;
    const auto [text, id] = appPassword(first, "");
    cookies_.clear();
    const auto second = login();
    const auto changed = put("passwordchange?action=update&session=" + second,
                             R"({"old_password":"correct horse","new_password":"battery staple"})");
    EXPECT_EQ(codeOf(changed), "none") << changed.body;
    EXPECT_EQ(codeOf(get("/ajax/user?action=get&session=" + second)), "none");
    EXPECT_EQ(with("Bearer " + text, "user?action=get").status, 401);
    cookies_ = cookiesOfFirst;
    EXPECT_EQ(codeOf(get("/ajax/user?action=get&session=" + first)), "SES-0203");
    cookies_.clear();
    EXPECT_EQ(login("anton@7", "battery staple").size(), 32U);
}

}  // namespace
}  // namespace groupware::main
