#include "dbpool/routing/request_counters.h"
#include "groupware/base/crypto.h"
#include "tests/groupware/session/session_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace groupware::session {
namespace {

using namespace std::chrono_literals;

class AuthenticatorTest : public test::SessionTest {};

TEST_F(AuthenticatorTest, TheCallerIsWhoLoggedInAndSeesTheContextsState) {
    const auto caller = authenticate(logIn());
    EXPECT_EQ(caller.context, kContext);
    EXPECT_EQ(caller.user, kAnton);
    EXPECT_FALSE(caller.contextAdmin);
    EXPECT_EQ(caller.groups, (std::vector<GroupId>{principals::kAllUsers, principals::kStandardGroup}));
    EXPECT_EQ(caller.timeZone, "Europe/Berlin");
    EXPECT_EQ(caller.locale, "de_DE");
    EXPECT_EQ(caller.modules, std::vector<std::string>{"infostore"});
    EXPECT_EQ(caller.freshness.kind(), Freshness::Kind::AtLeast);
    const auto committed = database().write(
        kContext, [](dbpool::WriteTransaction& tx) { principals::changeUser(tx, kAnton, {.surname = "Neu"}); });
    EXPECT_EQ(authenticate(logIn()).freshness.state().seq, committed.seq);
}

TEST_F(AuthenticatorTest, ReadsSeeWhatTheClientHasSeenAndOtherTokensLowerNothing) {
    const auto session = logIn();
    const auto admitted = authenticate(session).freshness.state();
    const auto readsWith = [&](CommitToken token, std::string_view key = test::Node::kClusterKey) {
        const std::string secret = secretCookieName(session.session.cookieHash) + "=" + session.secret;
        const auto request =
            requestWith(secret + "; " + StateCookie::name(kContext) + "=" + StateCookie(key).seal(std::move(token)));
        return node_.authenticator.authenticate(*request, session.session.id.hex()).freshness.state().seq;
    };
    auto token = admitted;
    token.seq = {admitted.seq.value + 1};
    EXPECT_EQ(readsWith(token), token.seq);
    EXPECT_EQ(readsWith(token, "another key"), admitted.seq);
    token.context = kOther;
    EXPECT_EQ(readsWith(token), admitted.seq);
    token = admitted;
    token.seq = {admitted.seq.value - 1};
    EXPECT_EQ(readsWith(token), admitted.seq);
    token.seq = {admitted.seq.value + 1};
    token.epoch = admitted.epoch - 1;
    EXPECT_EQ(readsWith(token), admitted.seq);
}

TEST_F(AuthenticatorTest, TheAdministratorIsKnownAsOne) {
    auto request = antonsLogin();
    request.name = "oxadmin@7";
    EXPECT_TRUE(authenticate(node_.login.login(request)).contextAdmin);
}

TEST_F(AuthenticatorTest, ARequestCostsExactlyOneStatement) {
    const auto session = logIn();
    (void)authenticate(session);  // finds the placement
    dbpool::RequestCounters counters;
    {
        const dbpool::CountingScope scope(counters);
        (void)authenticate(session);
    }
    EXPECT_EQ(counters.statements, 1U);
    EXPECT_EQ(counters.masterReads, 1U);
    EXPECT_EQ(counters.writes, 0U);
}

TEST_F(AuthenticatorTest, AnyNodeServesAnySession) {
    const auto session = logIn();
    test::Node other(installation(), clock_);
    EXPECT_EQ(other.authenticator.authenticate(*requestOf(session), session.session.id.hex()).user, kAnton);
}

TEST_F(AuthenticatorTest, OnlyTheSessionsOwnSecretProvesIt) {
    const auto session = logIn();
    auto otherClient = antonsLogin();
    otherClient.client.name = "other";
    const auto other = node_.login.login(otherClient);
    const std::string id = session.session.id.hex();
    const std::string name = secretCookieName(session.session.cookieHash);
    EXPECT_EQ(refusalOf(*requestWith(""), id), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(*requestOf(other), id), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(*requestWith(name + "=" + other.secret), id), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(*requestWith(name + "="), id), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(*requestWith(name + "=" + session.secret.substr(1)), id), ErrorCode::NotAuthenticated);
    // What the database holds is of no use to who steals it.
    EXPECT_EQ(refusalOf(*requestWith(name + "=" + crypto::toHex(session.session.secretHash)), id),
              ErrorCode::NotAuthenticated);
    EXPECT_NO_THROW((void)authenticate(session));
}

TEST_F(AuthenticatorTest, ASessionIdThatNamesAnotherContextProvesNothing) {
    const auto session = logIn();
    const std::string random = session.session.id.hex().substr(8);
    for (const char* context : {"00000008", "00000000", "00000009", "ffffffff"}) {
        EXPECT_EQ(refusalOf(*requestOf(session), context + random), ErrorCode::NotAuthenticated) << context;
    }
    EXPECT_EQ(refusalOf(*requestOf(session), "00000007" + std::string(24, '0')), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(*requestOf(session), ""), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(*requestOf(session), "' OR 1=1 -- "), ErrorCode::NotAuthenticated);
}

TEST_F(AuthenticatorTest, ABrowsersUpdateDoesNotEndASession) {
    const auto session = logIn();
    EXPECT_NO_THROW((void)node_.authenticator.authenticate(*requestOf(session, "Agent/2"), session.session.id.hex()));
}

TEST_F(AuthenticatorTest, AnUnusedSessionEndsAfterAnHour) {
    const auto session = logIn();
    clock_.advance(1h);
    EXPECT_NO_THROW((void)authenticate(session));
    clock_.advance(1h);
    EXPECT_NO_THROW((void)authenticate(session));  // the use before was written
    clock_.advance(1h + 1ms);
    EXPECT_EQ(refusalOf(session), ErrorCode::NotAuthenticated);
}

TEST_F(AuthenticatorTest, AUserWhoStaysSignedInHasAWeek) {
    auto request = antonsLogin();
    request.staySignedIn = true;
    const auto session = node_.login.login(request);
    const auto stored = logIn();
    node_.sessions.staySignedIn(stored.session.id);
    clock_.advance(24h * 7);
    EXPECT_NO_THROW((void)authenticate(session));
    EXPECT_NO_THROW((void)authenticate(stored));
    clock_.advance(24h * 7 + 1ms);
    EXPECT_EQ(refusalOf(session), ErrorCode::NotAuthenticated);
}

TEST_F(AuthenticatorTest, TheTimeOfUseIsWrittenEveryFewMinutesOnly) {
    const auto session = logIn();
    const auto writesOfARequest = [&] {
        dbpool::RequestCounters counters;
        const dbpool::CountingScope scope(counters);
        (void)authenticate(session);
        return counters.writes;
    };
    clock_.advance(4min);
    EXPECT_EQ(writesOfARequest(), 0U);
    clock_.advance(1min);
    EXPECT_EQ(writesOfARequest(), 1U);
    EXPECT_EQ(writesOfARequest(), 0U);
}

TEST_F(AuthenticatorTest, ALogoutCountsAtOnceOnEveryNode) {
    const auto session = logIn();
    const auto kept = logIn();
    test::Node other(installation(), clock_);
    const auto caller = other.authenticator.authenticate(*requestOf(session), session.session.id.hex());
    const auto committed = other.sessions.end(caller, session.session.id);
    EXPECT_GT(committed.seq, caller.freshness.state().seq);
    EXPECT_EQ(refusalOf(session), ErrorCode::NotAuthenticated);
    EXPECT_NO_THROW((void)authenticate(kept));
}

TEST_F(AuthenticatorTest, NobodyEndsTheSessionsOfOthers) {
    const auto session = logIn();
    auto admin = antonsLogin();
    admin.name = "oxadmin@7";
    const auto adminsSession = node_.login.login(admin);
    EXPECT_THROW(node_.sessions.end(authenticate(adminsSession), session.session.id), Error);
    const std::vector<SessionId> ids{session.session.id};
    node_.sessions.endThese(authenticate(adminsSession), ids);
    auto elsewhere = antonsLogin();
    elsewhere.name = "anton@8";
    const auto namesake = node_.login.login(elsewhere);
    node_.sessions.endThese(authenticate(namesake), ids);
    node_.sessions.endOthers(authenticate(namesake));
    EXPECT_NO_THROW((void)authenticate(session));
}

TEST_F(AuthenticatorTest, AllOtherSessionsCanBeEnded) {
    const auto one = logIn();
    const auto two = logIn();
    const auto three = logIn();
    EXPECT_EQ(node_.sessions.list(authenticate(one)).size(), 3U);
    node_.sessions.endOthers(authenticate(two));
    EXPECT_EQ(refusalOf(one), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(three), ErrorCode::NotAuthenticated);
    const auto left = node_.sessions.list(authenticate(two));
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].id, two.session.id);
    EXPECT_EQ(left[0].client, "test");
    EXPECT_EQ(left[0].address, "192.0.2.1");
}

TEST_F(AuthenticatorTest, ANewPasswordEndsAllSessions) {
    const auto session = logIn();
    const auto hash = node_.hasher.hash("other secret");
    database().write(kContext, [&](dbpool::WriteTransaction& tx) { principals::setPassword(tx, kAnton, hash); });
    EXPECT_EQ(refusalOf(session), ErrorCode::NotAuthenticated);
    EXPECT_EQ(failureOf(antonsLogin()), LoginFailure::InvalidCredentials);
    const auto renewed = node_.login.login(antonsLogin("other secret"));
    EXPECT_EQ(node_.sessions.list(authenticate(renewed)).size(), 1U);
}

TEST_F(AuthenticatorTest, ADisabledUserHasNoSession) {
    const auto session = logIn();
    database().write(kContext,
                     [](dbpool::WriteTransaction& tx) { principals::changeUser(tx, kAnton, {.enabled = false}); });
    EXPECT_EQ(refusalOf(session), ErrorCode::NotAuthenticated);
}

TEST_F(AuthenticatorTest, ARemovedUserHasNoSession) {
    const auto session = logIn();
    database().write(kContext, [](dbpool::WriteTransaction& tx) { principals::removeUser(tx, kAnton); });
    EXPECT_EQ(refusalOf(session), ErrorCode::NotAuthenticated);
}

TEST_F(AuthenticatorTest, ADisabledContextForbidsAndKeepsItsSessions) {
    const auto session = logIn();
    const dbpool::Change recorded{.kind = 7, .folder = 0, .object = kContext.value, .verb = 2};
    database().setState(kContext, dbpool::ContextState::Disabled, recorded);
    EXPECT_EQ(refusalOf(session), ErrorCode::Forbidden);
    database().setState(kContext, dbpool::ContextState::Active, recorded);
    EXPECT_NO_THROW((void)authenticate(session));
}

TEST_F(AuthenticatorTest, AnAddressCheckIsAnOptionAndCanBeMoved) {
    test::Node strict(installation(), clock_, {{"session.addressCheck", "true"}});
    const auto session = logIn();
    auto request = requestOf(session);
    const auto check = [&] { (void)strict.authenticator.authenticate(*request, session.session.id.hex()); };
    EXPECT_NO_THROW(check());
    request.head.remoteAddress = "192.0.2.2";
    EXPECT_THROW(check(), Error);
    strict.sessions.changeAddress(session.session.id, "192.0.2.2");
    EXPECT_NO_THROW(check());
}

TEST_F(AuthenticatorTest, ThePublicCookieProvesThePublicSessionOnly) {
    const auto session = logIn();
    const std::string name = publicSessionCookieName(session.session.publicCookieHash);
    auto request = requestWith(name + "=" + session.session.publicId.hex());
    EXPECT_EQ(node_.authenticator.authenticatePublic(*request).user, kAnton);
    EXPECT_EQ(refusalOf(*request, session.session.publicId.hex()), ErrorCode::NotAuthenticated);
    EXPECT_EQ(refusalOf(*request, session.session.id.hex()), ErrorCode::NotAuthenticated);
    auto wrong = requestWith(name + "=" + session.session.id.hex());
    EXPECT_THROW((void)node_.authenticator.authenticatePublic(*wrong), Error);
    EXPECT_THROW((void)node_.authenticator.authenticatePublic(*requestWith("")), Error);
}

TEST_F(AuthenticatorTest, WhatIsOverIsSweptAndWhatLivesStays) {
    (void)logIn();
    auto request = antonsLogin();
    request.staySignedIn = true;
    const auto staying = node_.login.login(request);
    (void)failureOf(antonsLogin("wrong"));
    clock_.advance(1h + 1ms);
    const auto young = logIn();
    // One session, and the failed login under its name, its address and both together.
    EXPECT_EQ(node_.sessions.removeExpired(kContext), 4);
    EXPECT_NO_THROW((void)authenticate(staying));
    EXPECT_NO_THROW((void)authenticate(young));
    EXPECT_EQ(node_.sessions.removeExpired(kContext), 0);
    EXPECT_EQ(node_.sessions.counters().expired, 1U);
    EXPECT_EQ(node_.sessions.counters().ended, 0U);
}

}  // namespace
}  // namespace groupware::session
