#include "dbpool/routing/request_counters.h"
#include "groupware/principals/api/settings.h"
#include "groupware/principals/api/user_module.h"
#include "tests/groupware/api/test_zones.h"
#include "tests/groupware/principals/principals_api_fixture.h"

#include <gtest/gtest.h>

namespace groupware::principals {
namespace {

namespace json = formats::json;

class UserApiTest : public test::PrincipalsApiTest {
protected:
    UserApiTest() {
        authenticator_.caller.modules = ModuleAccess::combination("webmail_plus")->names();
        module_.addTo(registry_);
        api::addSettings(settings_, directory_, zones_, clock_, Configuration(options()),
                         {.version = "1.2.3", .served = {"contacts", "infostore"}});
        registry_.add("config", "", config_);
    }
    static std::string stamped(const std::string& action, Seq seq, int id = 3) {
        return "user?action=" + action + "&id=" + std::to_string(id) + "&timestamp=" + std::to_string(seq.value);
    }

    UserDirectory directory_{database(), configuration_};

private:
    SystemClock clock_;
    groupware::api::Zones zones_{groupware::api::test::findZone};
    api::UserModule module_{directory_, zones_, 4};
    groupware::api::ConfigTree settings_;
    groupware::api::ConfigAction config_{settings_};
};

TEST_F(UserApiTest, GetWithoutIdIsTheCaller) {
    const auto self = json::requireObject(json::parse(dataOf(get("user?action=get")), {}), "data");
    EXPECT_EQ(json::integer(*self, "id"), 3);
    EXPECT_EQ(json::text(*self, "display_name"), "Display of anton");
    EXPECT_EQ(json::text(*self, "first_name"), "Given of anton");
    EXPECT_EQ(json::text(*self, "last_name"), "Surname of anton");
    EXPECT_EQ(json::text(*self, "email1"), "anton@example.com");
    EXPECT_EQ(json::text(*self, "login_info"), "anton");
    EXPECT_EQ(json::text(*self, "locale"), "en_US");
    EXPECT_EQ(json::text(*self, "timezone"), "UTC");
    EXPECT_EQ(json::write(self->get("groups")), "[0,1]");
    EXPECT_EQ(get("user?action=get").find("$y$"), std::string::npos);
}

TEST_F(UserApiTest, GetTakesAnIdAndSaysWhenThereIsNoSuchUser) {
    const auto berta = json::requireObject(json::parse(dataOf(get("user?action=get&id=4")), {}), "data");
    EXPECT_EQ(json::text(*berta, "login_info"), "berta");
    EXPECT_EQ(json::write(berta->get("aliases")), R"(["b@example.com"])");
    EXPECT_EQ(codeOf(get("user?action=get&id=99")), "USR-0010");
    EXPECT_EQ(codeOf(get("user?action=get&id=x")), "SVL-0010");
}

TEST_F(UserApiTest, AllGivesTheColumnsInTheirOrderAndNullForOthers) {
    EXPECT_EQ(dataOf(get("user?action=all&columns=615,1,599")),
              R"([["oxadmin",2,null],["anton",3,null],["berta",4,null]])");
    EXPECT_EQ(dataOf(get("user?action=all&columns=1&sort=500&order=asc")), "[[4],[3],[2]]");
    EXPECT_EQ(dataOf(get("user?action=all&columns=1&sort=1&order=desc")), "[[4],[3],[2]]");
    EXPECT_EQ(codeOf(get("user?action=all")), "SVL-0002");
}

TEST_F(UserApiTest, ListTakesIdsAndNullForTheCaller) {
    EXPECT_EQ(dataOf(put("user?action=list&columns=1,613", "[4,null,99,\"2\"]")), "[[4,[0,1]],[3,[0,1]],[2,[0,1]]]");
    EXPECT_EQ(dataOf(put("user?action=list&columns=1", R"([{"id":4},4,3])")), "[[4],[3]]");
    EXPECT_NE(put("user?action=list&columns=1", "[1,2,3,4,5]").find("\"error\""), std::string::npos);
}

TEST_F(UserApiTest, SearchTakesAPattern) {
    EXPECT_EQ(dataOf(put("user?action=search&columns=615", R"({"pattern":"ANT*"})")), R"([["anton"]])");
    EXPECT_EQ(dataOf(put("user?action=search&columns=1&sort=1", R"({"pattern":"*"})")), "[[2],[3],[4]]");
    EXPECT_EQ(dataOf(put("user?action=search&columns=615", R"({"last_name":"of berta"})")), R"([["berta"]])");
}

TEST_F(UserApiTest, MeIsWhoTheSessionSpeaksFor) {
    EXPECT_EQ(
        dataOf(get("user/me?")),
        R"({"context_admin":2,"context_id":7,"display_name":"Display of anton","login_name":"anton","user_id":3})");
}

TEST_F(UserApiTest, SettingsFollowFromUserAndAccess) {
    EXPECT_EQ(dataOf(get("config/identifier?")), "3");
    EXPECT_EQ(dataOf(get("config/context_id?")), "7");
    EXPECT_EQ(dataOf(get("config/modules/contacts/module?")), "true");
    // Granted, but this server has no mail.
    EXPECT_EQ(dataOf(get("config/modules/mail/module?")), "false");
    EXPECT_EQ(dataOf(get("config/modules/infostore/module?")), "false");
    EXPECT_EQ(dataOf(get("config/availableModules?")), R"(["contacts"])");
    std::vector<std::string> ids;
    for (const auto& capability : api::capabilities({"contacts", "infostore"})) ids.push_back(capability.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"contacts", "infostore"}));
    EXPECT_EQ(dataOf(get("config/serverVersion?")), R"("1.2.3")");
    EXPECT_EQ(dataOf(get("config/modules/com.openexchange.passwordchange/minLength?")), "4");
}

TEST_F(UserApiTest, LanguageAndTimeZoneAreTheUsersToChange) {
    put("config/language?", "\"fr_FR\"");
    put("config/timezone?", "\"Test/Half\"");
    EXPECT_EQ(find(UserId{3})->language, "fr_FR");
    EXPECT_EQ(find(UserId{3})->timeZone, "Test/Half");
    for (const char* unknown : {"\"no zone\"", "\"Test/None\""}) {
        EXPECT_NE(put("config/timezone?", unknown).find("\"error\""), std::string::npos) << unknown;
    }
    EXPECT_EQ(find(UserId{3})->timeZone, "Test/Half");
    EXPECT_NE(put("config/identifier?", "4").find("\"error\""), std::string::npos);
}

TEST_F(UserApiTest, TheWebInterfaceKeepsItsStatePerUser) {
    EXPECT_EQ(dataOf(get("config/gui?")), "{}");
    put("config/gui?", R"({"theme":{"name":"dark"},"n":[1,2]})");
    EXPECT_EQ(dataOf(get("config/gui?")), R"({"n":[1,2],"theme":{"name":"dark"}})");
    EXPECT_EQ(dataOf(get("config/gui/theme/name?")), R"("dark")");
    authenticator_.caller.user = UserId{4};
    EXPECT_EQ(dataOf(get("config/gui?")), "{}");
}

TEST_F(UserApiTest, AUserChangesHisOwnDataAndNobodyElses) {
    const auto before = find(UserId{3})->seq;
    const auto answer = put(stamped("update", before),
                            R"({"id":3,"email1":"anton@example.com","first_name":"Toni","company":"Yard",
                                "telephone_business1":"+49 30 1","birthday":86400000,"timezone":"Test/Half"})");
    EXPECT_EQ(dataOf(answer), "{}");
    const auto changed = *find(UserId{3});
    EXPECT_EQ(changed.givenName, "Toni");
    EXPECT_EQ(changed.company, "Yard");
    EXPECT_EQ(changed.timeZone, "Test/Half");
    EXPECT_EQ(changed.surname, "Surname of anton");
    EXPECT_EQ(timestampOf(answer), changed.seq.value);
    EXPECT_EQ(dataOf(put("user?action=list&columns=542,511", "[3]")), R"([["+49 30 1",86400000]])");

    // An empty text takes a field away.
    put(stamped("update", changed.seq), R"({"telephone_business1":null,"company":""})");
    EXPECT_EQ(dataOf(put("user?action=list&columns=542,511,569", "[3]")), R"([[null,86400000,""]])");

    EXPECT_EQ(codeOf(put(stamped("update", changed.seq, 4), R"({"first_name":"x"})")), "SVL-0016");
    EXPECT_EQ(find(UserId{4})->givenName, "Given of berta");
}

TEST_F(UserApiTest, TheAdministratorChangesTheDataOfOthersButNotTheirAddresses) {
    authenticator_.caller.user = kContextAdmin;
    authenticator_.caller.contextAdmin = true;
    const auto before = find(UserId{4})->seq;
    EXPECT_EQ(codeOf(put(stamped("update", before, 4), R"({"email1":"other@example.com"})")), "SVL-0016");
    EXPECT_EQ(dataOf(put(stamped("update", before, 4), R"({"first_name":"Bertha","nickname":"B"})")), "{}");
    EXPECT_EQ(find(UserId{4})->givenName, "Bertha");
    EXPECT_EQ(codeOf(put(stamped("update", before, 99), R"({"first_name":"x"})")), "USR-0010");
}

TEST_F(UserApiTest, AUserChangesNothingThatIsNotHis) {
    const auto before = find(UserId{3})->seq;
    for (const char* refused :
         {R"({"email1":"other@example.com"})", R"({"no_such_field":"x"})", R"({"first_name":[7]})",
          R"({"timezone":"Test/None"})", R"({"display_name":"Aaron"})"}) {
        EXPECT_NE(codeOf(put(stamped("update", before), refused)), "") << refused;
    }
    EXPECT_EQ(find(UserId{3})->seq, before);
    put(stamped("update", before), R"({"first_name":"Toni"})");
    EXPECT_EQ(codeOf(put(stamped("update", before), R"({"first_name":"Late"})")), "SVL-0017");
    EXPECT_EQ(find(UserId{3})->givenName, "Toni");
}

TEST_F(UserApiTest, ClientsKeepAttributesThatNobodyElseReads) {
    EXPECT_EQ(dataOf(get("user?action=getAttribute&id=3&name=x/y")), R"({"name":"x/y"})");
    EXPECT_EQ(dataOf(put("user?action=setAttribute&id=3", R"({"name":"x/y","value":"1"})")), "true");
    EXPECT_EQ(dataOf(put("user?action=setAttribute&id=3&setIfAbsent=true", R"({"name":"x/y","value":"2"})")), "false");
    EXPECT_EQ(dataOf(get("user?action=getAttribute&id=3&name=x/y")), R"({"name":"x/y","value":"1"})");
    // What the server keeps under a name of its own is not theirs.
    EXPECT_EQ(dataOf(put("user?action=setAttribute&id=3", R"({"name":"gui","value":"broken"})")), "true");
    EXPECT_EQ(dataOf(get("config/gui?")), "{}");
    EXPECT_EQ(dataOf(put("user?action=setAttribute&id=3", R"({"name":"gui"})")), "true");
    EXPECT_EQ(dataOf(get("user?action=getAttribute&id=3&name=gui")), R"({"name":"gui"})");
    EXPECT_EQ(codeOf(get("user?action=getAttribute&id=4&name=x/y")), "SVL-0016");
    EXPECT_EQ(codeOf(put("user?action=setAttribute&id=4", R"({"name":"x/y","value":"1"})")), "SVL-0016");
}

TEST_F(UserApiTest, AttributesOfClientsAreLimitedInNumberAndLength) {
    const auto set = [&](const std::string& name, const std::string& value) {
        return codeOf(put("user?action=setAttribute&id=3", R"({"name":")" + name + R"(","value":")" + value + R"("})"));
    };
    EXPECT_EQ(set("one", std::string(256, 'x')), "");
    EXPECT_NE(set("two", std::string(257, 'x')), "");
    EXPECT_EQ(set("two", "2"), "");
    EXPECT_NE(set("three", "3"), "");
    EXPECT_EQ(set("two", "22"), "");
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
        EXPECT_EQ(directory_.all(caller).users.size(), 23U);
    }
    EXPECT_EQ(counters.statements, few);
}

}  // namespace
}  // namespace groupware::principals
