#include "dbpool/routing/request_counters.h"
#include "groupware/api/dispatcher.h"
#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/api/settings.h"
#include "groupware/principals/api/user_module.h"
#include "groupware/principals/options.h"
#include "tests/groupware/api/test_zones.h"
#include "tests/groupware/http/fake_request.h"
#include "tests/groupware/principals/principals_fixture.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

namespace json = formats::json;

/// Takes every request for one of `caller`.
class KnownCaller final : public http::Authenticator {
public:
    void requireMaster(const Caller& /*caller*/) override {}
    [[nodiscard]] Caller authenticate(const http::Request& /*request*/, std::string_view /*sessionId*/) override {
        return caller;
    }
    Caller caller;
};

class UserApiTest : public test::PrincipalsTest {
protected:
    UserApiTest() {
        auto berta = test::person("berta");
        berta.displayName = "Aaron";
        berta.aliases = {"b@example.com"};
        berta.timeZone = "Europe/Berlin";
        add(test::person("anton"));
        add(berta);
        authenticator_.caller.context = kContext;
        authenticator_.caller.user = UserId{3};
        authenticator_.caller.modules = ModuleAccess::combination("webmail_plus")->names();
        module_.addTo(registry_);
        api::addSettings(settings_, directory_, zones_, clock_, Configuration(options()),
                         {.version = "1.2.3", .served = {"contacts", "infostore"}});
        registry_.add("config", "", config_);
    }

    std::string send(const std::string& method, const std::string& target, const std::string& body = {}) {
        http::test::FakeRequest request(method, "/ajax/" + target, {}, body);
        request.request->setRoute("/ajax", 1);
        return dispatcher_.handle(*request).body;
    }
    std::string get(const std::string& target) { return send("GET", target); }
    /// The answer's `data`, as text.
    static std::string dataOf(const std::string& answer) {
        return json::write(json::requireObject(json::parse(answer, {}), "the answer")->get("data"));
    }

    KnownCaller authenticator_;
    UserDirectory directory_{database()};

private:
    SystemClock clock_;
    groupware::api::Zones zones_{groupware::api::test::findZone};
    api::UserModule module_{directory_};
    groupware::api::ConfigTree settings_;
    groupware::api::ConfigAction config_{settings_};
    groupware::api::Registry registry_;
    groupware::api::Envelopes envelopes_{
        [](const std::exception& error) { return Error(ErrorCode::Internal, error.what()); }};
    groupware::api::Dispatcher dispatcher_{registry_, authenticator_, envelopes_, groupware::api::Limits{}};
};

TEST_F(UserApiTest, GetWithoutIdIsTheCaller) {
    const auto self = json::requireObject(json::parse(dataOf(get("user?action=get&session=s")), {}), "data");
    EXPECT_EQ(json::integer(*self, "id"), 3);
    EXPECT_EQ(json::text(*self, "display_name"), "Display of anton");
    EXPECT_EQ(json::text(*self, "first_name"), "Given of anton");
    EXPECT_EQ(json::text(*self, "last_name"), "Surname of anton");
    EXPECT_EQ(json::text(*self, "email1"), "anton@example.com");
    EXPECT_EQ(json::text(*self, "login_info"), "anton");
    EXPECT_EQ(json::text(*self, "locale"), "en_US");
    EXPECT_EQ(json::text(*self, "timezone"), "UTC");
    EXPECT_EQ(json::write(self->get("groups")), "[0,1]");
    EXPECT_EQ(get("user?action=get&session=s").find("$y$"), std::string::npos);
}

TEST_F(UserApiTest, GetTakesAnIdAndSaysWhenThereIsNoSuchUser) {
    const auto berta = json::requireObject(json::parse(dataOf(get("user?action=get&id=4&session=s")), {}), "data");
    EXPECT_EQ(json::text(*berta, "login_info"), "berta");
    EXPECT_EQ(json::write(berta->get("aliases")), R"(["b@example.com"])");
    EXPECT_NE(get("user?action=get&id=99&session=s").find(R"("code":"USR-0010")"), std::string::npos);
    EXPECT_NE(get("user?action=get&id=x&session=s").find(R"("code":"SVL-0010")"), std::string::npos);
}

TEST_F(UserApiTest, AllGivesTheColumnsInTheirOrderAndNullForOthers) {
    EXPECT_EQ(dataOf(get("user?action=all&columns=615,1,599&session=s")),
              R"([["oxadmin",2,null],["anton",3,null],["berta",4,null]])");
    EXPECT_EQ(dataOf(get("user?action=all&columns=1&sort=500&order=asc&session=s")), "[[4],[3],[2]]");
    EXPECT_EQ(dataOf(get("user?action=all&columns=1&sort=1&order=desc&session=s")), "[[4],[3],[2]]");
    EXPECT_NE(get("user?action=all&session=s").find(R"("code":"SVL-0002")"), std::string::npos);
}

TEST_F(UserApiTest, ListTakesIdsAndNullForTheCaller) {
    EXPECT_EQ(dataOf(send("PUT", "user?action=list&columns=1,613&session=s", "[4,null,99,\"2\"]")),
              "[[4,[0,1]],[3,[0,1]],[2,[0,1]]]");
}

TEST_F(UserApiTest, SearchTakesAPattern) {
    EXPECT_EQ(dataOf(send("PUT", "user?action=search&columns=615&session=s", R"({"pattern":"ANT*"})")),
              R"([["anton"]])");
    EXPECT_EQ(dataOf(send("PUT", "user?action=search&columns=1&sort=1&session=s", R"({"pattern":"*"})")),
              "[[2],[3],[4]]");
    EXPECT_EQ(dataOf(send("PUT", "user?action=search&columns=615&session=s", R"({"last_name":"of berta"})")),
              R"([["berta"]])");
}

TEST_F(UserApiTest, MeIsWhoTheSessionSpeaksFor) {
    EXPECT_EQ(
        dataOf(get("user/me?session=s")),
        R"({"context_admin":2,"context_id":7,"display_name":"Display of anton","login_name":"anton","user_id":3})");
}

TEST_F(UserApiTest, SettingsFollowFromUserAndAccess) {
    EXPECT_EQ(dataOf(get("config/identifier?session=s")), "3");
    EXPECT_EQ(dataOf(get("config/context_id?session=s")), "7");
    EXPECT_EQ(dataOf(get("config/modules/contacts/module?session=s")), "true");
    // Granted, but this server has no mail.
    EXPECT_EQ(dataOf(get("config/modules/mail/module?session=s")), "false");
    EXPECT_EQ(dataOf(get("config/modules/infostore/module?session=s")), "false");
    EXPECT_EQ(dataOf(get("config/availableModules?session=s")), R"(["contacts"])");
    std::vector<std::string> ids;
    for (const auto& capability : api::capabilities({"contacts", "infostore"})) ids.push_back(capability.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"contacts", "infostore"}));
    EXPECT_EQ(dataOf(get("config/serverVersion?session=s")), R"("1.2.3")");
    EXPECT_EQ(dataOf(get("config/modules/com.openexchange.passwordchange/minLength?session=s")), "4");
}

TEST_F(UserApiTest, LanguageAndTimeZoneAreTheUsersToChange) {
    send("PUT", "config/language?session=s", "\"fr_FR\"");
    send("PUT", "config/timezone?session=s", "\"Test/Half\"");
    EXPECT_EQ(find(UserId{3})->language, "fr_FR");
    EXPECT_EQ(find(UserId{3})->timeZone, "Test/Half");
    for (const char* unknown : {"\"no zone\"", "\"Test/None\""}) {
        EXPECT_NE(send("PUT", "config/timezone?session=s", unknown).find("\"error\""), std::string::npos) << unknown;
    }
    EXPECT_EQ(find(UserId{3})->timeZone, "Test/Half");
    EXPECT_NE(send("PUT", "config/identifier?session=s", "4").find("\"error\""), std::string::npos);
}

TEST_F(UserApiTest, TheWebInterfaceKeepsItsStatePerUser) {
    EXPECT_EQ(dataOf(get("config/gui?session=s")), "{}");
    send("PUT", "config/gui?session=s", R"({"theme":{"name":"dark"},"n":[1,2]})");
    EXPECT_EQ(dataOf(get("config/gui?session=s")), R"({"n":[1,2],"theme":{"name":"dark"}})");
    EXPECT_EQ(dataOf(get("config/gui/theme/name?session=s")), R"("dark")");
    authenticator_.caller.user = UserId{4};
    EXPECT_EQ(dataOf(get("config/gui?session=s")), "{}");
}

TEST_F(UserApiTest, AListCostsTheSameStatementsForAnyNumberOfUsers) {
    dbpool::RequestCounters counters;
    const auto caller = authenticator_.caller;
    {
        const dbpool::CountingScope scope(counters);
        (void)directory_.all(caller);
    }
    const auto few = counters.statements;
    for (int i = 0; i < 20; ++i) add(test::person("more" + std::to_string(i)));
    counters = {};
    {
        const dbpool::CountingScope scope(counters);
        EXPECT_EQ(directory_.all(caller).size(), 23U);
    }
    EXPECT_EQ(counters.statements, few);
}

}  // namespace
}  // namespace groupware::principals
