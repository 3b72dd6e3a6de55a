#include "dbpool/routing/request_counters.h"
#include "groupware/session/service/app_password_archive.h"
#include "tests/groupware/session/session_fixture.h"
#include "tests/support/error_code.h"

#include <Poco/Base64Encoder.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <sstream>

namespace groupware::session {
namespace {

using namespace std::chrono_literals;
using ::test::codeOf;

class AppPasswordTest : public test::SessionTest {
protected:
    [[nodiscard]] static Caller anton(ContextId context = kContext) {
        Caller caller;
        caller.context = context;
        caller.user = kAnton;
        return caller;
    }
    IssuedAppPassword issue(const std::string& name, const AppPasswordScope& scope = {}) {
        return issueOn(node_, name, scope);
    }
    static IssuedAppPassword issueOn(test::Node& node, const std::string& name, const AppPasswordScope& scope = {}) {
        return node.appPasswords.create(anton(), {.name = name, .scope = scope, .accountPassword = "secret"},
                                        "192.0.2.1");
    }
    static http::test::FakeRequest withField(const std::string& field) {
        return http::test::FakeRequest("GET", "/ajax/user", {{"Authorization", field}});
    }
    static std::string bearer(const IssuedAppPassword& issued) { return "Bearer " + issued.text; }
    static std::string basic(const std::string& name, const std::string& password) {
        std::ostringstream encoded;
        Poco::Base64Encoder encoder(encoded);
        encoder.rdbuf()->setLineLength(0);
        encoder << name << ":" << password;
        encoder.close();
        return "Basic " + encoded.str();
    }
    http::Authorized authorize(const std::string& field) { return node_.authenticator.authorize(*withField(field)); }
    ErrorCode refusalOfField(const std::string& field) {
        return codeOf([&] { (void)authorize(field); });
    }
    std::vector<std::string> names() {
        std::vector<std::string> all;
        for (const auto& password : node_.appPasswords.list(anton())) all.push_back(password.name);
        return all;
    }
    void setAccountPassword(const std::string& password) {
        const auto hash = node_.hasher.hash(password);
        database().write(kContext, [&](dbpool::WriteTransaction& tx) { principals::setPassword(tx, kAnton, hash); });
    }
};

TEST_F(AppPasswordTest, ItProvesItsUserByBearerAndBasic) {
    const auto issued = issue("telephone");
    const auto [caller, readOnly] = authorize(bearer(issued));
    EXPECT_EQ(caller.context, kContext);
    EXPECT_EQ(caller.user, kAnton);
    EXPECT_EQ(caller.groups, (std::vector<GroupId>{principals::kAllUsers, principals::kStandardGroup}));
    EXPECT_EQ(caller.modules, std::vector<std::string>{"infostore"});
    EXPECT_EQ(caller.timeZone, "Europe/Berlin");
    EXPECT_EQ(caller.sessionId, "");
    EXPECT_EQ(caller.freshness.kind(), Freshness::Kind::AtLeast);
    EXPECT_FALSE(readOnly);
    for (const char* name : {"anton", "anton@7", "ANTON@defaultcontext"}) {
        EXPECT_EQ(authorize(basic(name, issued.text)).caller.user, kAnton) << name;
    }
}

TEST_F(AppPasswordTest, NothingElseProvesAnything) {
    const auto issued = issue("telephone");
    auto wrong = issued.text;
    wrong.back() = wrong.back() == '0' ? '1' : '0';
    auto elsewhere = issued.text;
    elsewhere[12] = '8';  // the context
    const std::string unknown = AppPasswordText::create(kContext).text();
    for (const auto& field :
         {std::string(), std::string("Bearer"), "Bearer " + wrong, "Bearer " + elsewhere, "Bearer " + unknown,
          basic("anton", wrong), basic("oxadmin", issued.text), basic("", issued.text), basic("anton@7", "secret"),
          std::string("Bearer secret"), "Negotiate " + issued.text,
          "Bearer yoke-" + std::string(32, 'f') + issued.text.substr(37)}) {
        EXPECT_EQ(refusalOfField(field), ErrorCode::NotAuthenticated) << field;
    }
    EXPECT_NO_THROW((void)authorize(bearer(issued)));
}

TEST_F(AppPasswordTest, ARequestCostsExactlyOneStatement) {
    const auto issued = issue("telephone");
    (void)authorize(bearer(issued));  // notes its first use
    dbpool::RequestCounters counters;
    {
        const dbpool::CountingScope scope(counters);
        (void)authorize(bearer(issued));
    }
    EXPECT_EQ(counters.statements, 1U);
    EXPECT_EQ(counters.masterReads, 1U);
    EXPECT_EQ(counters.writes, 0U);
}

TEST_F(AppPasswordTest, WhatIsRevokedIsRefusedAtOnceOnEveryNode) {
    const auto telephone = issue("telephone");
    const auto tablet = issue("tablet");
    test::Node other(installation(), clock_);
    EXPECT_NO_THROW((void)other.authenticator.authorize(*withField(bearer(telephone))));
    const std::array ids{telephone.password.id, SessionId::create(kContext)};
    node_.appPasswords.revoke(anton(), ids);
    EXPECT_EQ(codeOf([&] { (void)other.authenticator.authorize(*withField(bearer(telephone))); }),
              ErrorCode::NotAuthenticated);
    EXPECT_NO_THROW((void)other.authenticator.authorize(*withField(bearer(tablet))));
    EXPECT_EQ(names(), std::vector<std::string>{"tablet"});
    node_.appPasswords.revoke(anton(), ids);  // again is no error
}

TEST_F(AppPasswordTest, NobodyRevokesThoseOfOthers) {
    const auto issued = issue("telephone");
    Caller admin = anton();
    admin.user = principals::kContextAdmin;
    const std::array ids{issued.password.id};
    node_.appPasswords.revoke(admin, ids);
    node_.appPasswords.revoke(anton(kOther), ids);
    EXPECT_NO_THROW((void)authorize(bearer(issued)));
    EXPECT_TRUE(node_.appPasswords.list(admin).empty());
}

TEST_F(AppPasswordTest, TheAccountsPasswordMakesThemAndGuessesAreThrottled) {
    test::Node strict(installation(), clock_, {{"login.attemptsPerLogin", "2"}});
    const auto guess = [&](const std::string& password) {
        return strict.appPasswords.create(anton(), {.name = "x", .scope = {}, .accountPassword = password},
                                          "192.0.2.1");
    };
    for (int i = 0; i < 2; ++i) EXPECT_EQ(codeOf([&] { (void)guess("wrong"); }), ErrorCode::Forbidden);
    EXPECT_EQ(codeOf([&] { (void)guess("secret"); }), ErrorCode::TooManyRequests);
    EXPECT_EQ(failureOf(strict, antonsLogin()), LoginFailure::Throttled) << "the same budget as logins";
    EXPECT_TRUE(names().empty());
}

TEST_F(AppPasswordTest, TheirNumberAndNamesAreLimited) {
    test::Node few(installation(), clock_, {{"session.appPasswords", "2"}});
    (void)issueOn(few, "one");
    EXPECT_EQ(codeOf([&] { (void)issueOn(few, "ONE"); }), ErrorCode::Conflict);
    EXPECT_EQ(codeOf([&] { (void)issueOn(few, ""); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)issueOn(few, "two\nlines"); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { (void)issueOn(few, std::string(256, 'x')); }), ErrorCode::BadRequest);
    (void)issueOn(few, std::string(255, 'x'));
    EXPECT_EQ(codeOf([&] { (void)issueOn(few, "three"); }), ErrorCode::TooLarge);
}

TEST_F(AppPasswordTest, TheirScopeHolds) {
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::changeUser(tx, kAnton, {.access = principals::ModuleAccess::combination("groupware_standard")});
    });
    const auto files =
        authorize(bearer(issue("files", {.readOnly = true, .modules = {principals::Module::Infostore}})));
    EXPECT_TRUE(files.readOnly);
    const auto may = [](const http::Authorized& who, std::string_view module) {
        const auto& modules = who.caller.modules;
        return std::find(modules.begin(), modules.end(), module) != modules.end();
    };
    EXPECT_TRUE(may(files, "infostore"));
    for (const char* module : {"calendar", "contacts", "tasks", "webmail", "editgroup", "editpassword"}) {
        EXPECT_FALSE(may(files, module)) << module;
    }
    const auto all = authorize(bearer(issue("all")));
    EXPECT_TRUE(may(all, "calendar") && may(all, "editgroup"));
    EXPECT_FALSE(may(all, "editpassword"));

    // What the user loses, the app password loses.
    database().write(kContext, [](dbpool::WriteTransaction& tx) {
        principals::changeUser(tx, kAnton, {.access = principals::ModuleAccess{}});
    });
    EXPECT_TRUE(authorize(bearer(issue("late"))).caller.modules.empty());
}

TEST_F(AppPasswordTest, ANewPasswordOfTheAccountEndsThem) {
    const auto issued = issue("telephone");
    setAccountPassword("secret");
    EXPECT_EQ(refusalOfField(bearer(issued)), ErrorCode::NotAuthenticated);
    EXPECT_TRUE(names().empty());
    EXPECT_NO_THROW((void)issue("telephone")) << "its name is free again";
    setAccountPassword("secret");
    (void)node_.sessions.removeExpired(kContext);
    auto rows = connect()->queryText("SELECT COUNT(*) FROM app_password WHERE cid = 7");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(1), 0) << "housekeeping takes what is dead";
}

TEST_F(AppPasswordTest, DisabledUsersAndContextsHaveNone) {
    const auto issued = issue("telephone");
    database().write(kContext,
                     [](dbpool::WriteTransaction& tx) { principals::changeUser(tx, kAnton, {.enabled = false}); });
    EXPECT_EQ(refusalOfField(bearer(issued)), ErrorCode::NotAuthenticated);
    database().write(kContext,
                     [](dbpool::WriteTransaction& tx) { principals::changeUser(tx, kAnton, {.enabled = true}); });
    EXPECT_NO_THROW((void)authorize(bearer(issued)));
    database().setState(kContext, dbpool::ContextState::Disabled,
                        {.kind = 7, .folder = 0, .object = kContext.value, .verb = 2});
    EXPECT_EQ(refusalOfField(bearer(issued)), ErrorCode::Forbidden);
}

TEST_F(AppPasswordTest, TheTimeOfLastUseIsKeptNowAndThen) {
    const auto issued = issue("telephone");
    const auto lastUsed = [&] { return node_.appPasswords.list(anton()).at(0).lastUsed; };
    EXPECT_FALSE(lastUsed());
    const auto first = clock_.now();
    (void)authorize(bearer(issued));
    EXPECT_EQ(lastUsed(), first);
    clock_.advance(1s);
    (void)authorize(bearer(issued));
    EXPECT_EQ(lastUsed(), first);
    clock_.advance(1h);
    (void)authorize(bearer(issued));
    EXPECT_EQ(lastUsed(), first + 1s + 1h);
}

TEST_F(AppPasswordTest, WhatTheDatabaseHoldsIsOfNoUse) {
    const auto issued = issue("telephone");
    auto rows = connect()->queryText("SELECT HEX(id), LOWER(HEX(secret)) FROM app_password WHERE cid = 7");
    ASSERT_TRUE(rows.next());
    const auto hash = rows.text(2);
    EXPECT_EQ(issued.text.find(hash), std::string::npos);
    EXPECT_EQ(refusalOfField("Bearer yoke-" + issued.password.id.hex() + "-" + hash.substr(0, 32)),
              ErrorCode::NotAuthenticated);
}

/// As an import does it: the account's password first, which ends all that there are.
TEST_F(AppPasswordTest, AnArchiveBringsThemBackIntoTheirContextOnly) {
    const auto issued = issue("telephone", {.readOnly = true, .modules = {principals::Module::Calendar}});
    (void)authorize(bearer(issued));
    const AppPasswordArchive archive;
    const auto texts = [&] {
        return database().read(kContext, Freshness::strict(),
                               [&](dbpool::ReadSession& session) { return archive.texts(session, kAnton); });
    };
    const auto restore = [&](const principals::UserTexts& given) {
        database().write(kContext, [&](dbpool::WriteTransaction& tx) { archive.restore(tx, kAnton, given); });
    };
    const auto kept = texts();
    ASSERT_EQ(kept.size(), 1U);
    setAccountPassword("another");
    EXPECT_EQ(refusalOfField(bearer(issued)), ErrorCode::NotAuthenticated);
    restore(kept);
    EXPECT_EQ(texts(), kept);
    EXPECT_EQ(authorize(bearer(issued)).caller.user, kAnton);

    const auto id = kept.begin()->first;
    const auto text = kept.begin()->second;
    restore({{"ffffffff" + id.substr(8), text}});
    EXPECT_EQ(texts().size(), 1U) << "it names another context";
    const auto refusal = [&](const std::string& name, const std::string& given) {
        return codeOf([&] { restore({{name, given}}); });
    };
    const auto other = id.substr(0, 31) + (id.back() == '0' ? '1' : '0');
    EXPECT_EQ(refusal(other, text), ErrorCode::Conflict) << "the name is taken";
    EXPECT_EQ(refusal("x", text), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(other, R"({"name":"x","secret":"00"})"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(other, R"({"name":"","secret":")" + std::string(64, 'a') + R"("})"), ErrorCode::BadRequest);
    EXPECT_EQ(refusal(other, R"({"name":"x","modules":["magic"],"secret":")" + std::string(64, 'a') + R"("})"),
              ErrorCode::BadRequest);
}

}  // namespace
}  // namespace groupware::session
