#include "groupware/principals/service/guest_provisioning.h"
#include "groupware/principals/service/object_quotas.h"
#include "groupware/principals/store/guest_store.h"
#include "groupware/sync/change.h"
#include "tests/groupware/session/session_api_fixture.h"
#include "tests/support/error_code.h"

#include <gtest/gtest.h>

namespace groupware::session {
namespace {

using namespace std::chrono_literals;

namespace json = formats::json;

class GuestTest : public test::SessionApiTest {
protected:
    static constexpr ContextId kHome{7};

    principals::Guest link(const std::string& password = {}, std::optional<Instant> expires = {}) {
        principals::Guest guest{.kind = principals::GuestKind::Link, .seed = principals::ShareTokens::newSeed()};
        guest.tokenHash = tokens_.of(kHome, guest.seed).hash();
        if (!password.empty()) guest.password = node_.hasher.hash(password);
        guest.module = "infostore";
        guest.folder = {42};
        guest.createdBy = {3};
        guest.expires = expires;
        database().write(kHome, [&](dbpool::WriteTransaction& tx) { guest.id = principals::addGuest(tx, guest); });
        return guest;
    }
    [[nodiscard]] std::string tokenOf(const principals::Guest& guest) const {
        return tokens_.of(kHome, guest.seed).hex();
    }

    http::Response browse(const std::string& method, const std::string& target, const std::string& body = {}) {
        http::test::FakeRequest request(method, "/ajax/" + target,
                                        {{"Accept", "text/html,application/xhtml+xml"},
                                         {"Content-Type", "application/x-www-form-urlencoded"},
                                         {"User-Agent", userAgent_}},
                                        body);
        return handle(request);
    }
    static std::string header(const http::Response& response, const std::string& name) {
        for (const auto& [field, value] : response.headers) {
            if (field == name) return value;
        }
        return {};
    }
    /// The caller that a session proves, with the cookies the browser has.
    Caller callerOf(const std::string& session) {
        std::string cookies;
        for (const auto& [name, value] : jar_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
        http::test::FakeRequest request("GET", "/ajax/folders", {{"Cookie", cookies}, {"User-Agent", userAgent_}}, "");
        request.head.remoteAddress = "192.0.2.1";
        return node_.authenticator.authenticate(*request, session);
    }
    [[nodiscard]] bool lives(const std::string& session) {
        try {
            (void)callerOf(session);
            return true;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::NotAuthenticated);
            return false;
        }
    }
    std::string open(const principals::Guest& guest) {
        return json::text(*parsed(get("share/" + tokenOf(guest))), "session").value_or("");
    }

    const principals::ShareTokens tokens_{test::Node::kClusterKey};
};

TEST_F(GuestTest, ALinkOpensASessionThatIsAGuests) {
    const auto guest = link();
    const auto answer = parsed(get("share/" + tokenOf(guest)));
    EXPECT_EQ(json::integer(*answer, "user_id"), guest.id.value);
    EXPECT_EQ(json::text(*answer, "module"), "infostore");
    EXPECT_EQ(json::text(*answer, "folder"), "42");
    const auto caller = callerOf(json::text(*answer, "session").value());
    EXPECT_EQ(caller.user, guest.id);
    EXPECT_EQ(caller.groups, std::vector{principals::kGuests}) << "not of all users";
    EXPECT_TRUE(principals::isGuest(caller));
    EXPECT_FALSE(caller.contextAdmin);
    EXPECT_EQ(caller.modules, principals::guestAccess().names());
}

TEST_F(GuestTest, ALinkThatIsNoneIsRefused) {
    const auto hex = tokenOf(link());
    const auto other = hex.substr(0, 47) + (hex.back() == '0' ? '1' : '0');
    EXPECT_EQ(codeOf(get("share/" + other)), "SHR-0001");
    EXPECT_EQ(codeOf(get("share/x")), "SHR-0001");
    EXPECT_EQ(codeOf(get("share/00000063" + hex.substr(8))), "SHR-0001") << "a context that does not exist";
    EXPECT_EQ(codeOf(get("share/00000008" + hex.substr(8))), "SHR-0001") << "another context";
    EXPECT_NE(codeOf(get("share/" + hex + "/more")), "none");
    EXPECT_TRUE(jar_.empty());
}

TEST_F(GuestTest, APasswordIsAskedForAndChecked) {
    const auto token = tokenOf(link("open sesame"));
    EXPECT_EQ(codeOf(get("share/" + token)), "SHR-0002");
    EXPECT_EQ(codeOf(send("POST", "login?action=anonymous", "share=" + token + "&password=wrong")), "LGI-0025");
    EXPECT_TRUE(jar_.empty());
    const auto answer = parsed(send("POST", "login?action=anonymous", "share=" + token + "&password=open+sesame"));
    EXPECT_TRUE(lives(json::text(*answer, "session").value()));
    EXPECT_EQ(codeOf(get("share/" + token + "?password=open+sesame")), "SVL-0030")
        << "passwords are no part of addresses";
    EXPECT_NE(json::text(*parsed(send("POST", "share/" + token, "password=open+sesame")), "session"), std::nullopt);
}

TEST_F(GuestTest, GuessesAreCountedAsThoseOfUsersAre) {
    const auto token = tokenOf(link("open sesame"));
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(codeOf(send("POST", "login?action=guest", "share=" + token + "&password=wrong")), "LGI-0025");
    }
    const auto refused = send("POST", "login?action=guest", "share=" + token + "&password=open+sesame");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(codeOf(refused), "LGI-0028");
    EXPECT_EQ(codeOf(logInByForm()), "none") << "users log in as before";
}

TEST_F(GuestTest, AnExpiredLinkAndItsSessionsAreOverAtOnce) {
    const auto guest = link({}, clock_.now() + 1min);
    const auto session = open(guest);
    EXPECT_TRUE(lives(session));
    clock_.advance(1min);
    EXPECT_FALSE(lives(session));
    EXPECT_EQ(codeOf(get("share/" + tokenOf(guest))), "SHR-0001");
}

TEST_F(GuestTest, ANewPasswordEndsTheSessions) {
    const auto guest = link();
    const auto session = open(guest);
    const auto password = node_.hasher.hash("a password");
    database().write(kHome, [&](dbpool::WriteTransaction& tx) { principals::changeGuest(tx, guest, password); });
    EXPECT_FALSE(lives(session));
}

TEST_F(GuestTest, ARemovedGuestHasNoSessions) {
    const auto guest = link();
    const auto session = open(guest);
    database().write(kHome, [&](dbpool::WriteTransaction& tx) { principals::removeGuests(tx, std::span(&guest, 1)); });
    EXPECT_FALSE(lives(session));
    EXPECT_EQ(codeOf(get("share/" + tokenOf(guest))), "SHR-0001");
}

TEST_F(GuestTest, ABrowserIsSentOnWithTheSessionBehindTheHash) {
    const auto guest = link();
    const auto response = browse("GET", "share/" + tokenOf(guest));
    EXPECT_EQ(response.status, 303);
    const auto location = header(response, "Location");
    EXPECT_EQ(location.find("/appsuite/ui#session="), 0U) << location;
    EXPECT_NE(location.find("&m=infostore&f=42"), std::string::npos) << location;
    EXPECT_EQ(header(response, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(setCookies(response, "open-xchange-secret-").size(), 1U);
    EXPECT_EQ(location.find(jar_.at(nameOfCookie("open-xchange-secret-"))), std::string::npos);
}

TEST_F(GuestTest, ABrowserIsAskedForThePassword) {
    const auto token = tokenOf(link("open sesame"));
    const auto asked = browse("GET", "share/" + token);
    EXPECT_EQ(asked.status, 200);
    EXPECT_NE(asked.body.find("type=\"password\""), std::string::npos);
    EXPECT_EQ(header(asked, "Content-Security-Policy").find("default-src 'none'"), 0U);
    EXPECT_NE(browse("POST", "share/" + token, "password=wrong").body.find("The password is wrong."),
              std::string::npos);
    EXPECT_EQ(browse("POST", "share/" + token, "password=open+sesame").status, 303);
    const auto unknown = browse("GET", "share/x");
    EXPECT_EQ(unknown.status, 404);
    EXPECT_EQ(unknown.body.find("<form"), std::string::npos);
}

TEST_F(GuestTest, GuestsMayOnlyCallWhatIsOpenToThem) {
    const auto session = open(link());
    EXPECT_EQ(codeOf(get("sessionmanagement?action=all&session=" + session)), "SVL-0016");
    EXPECT_EQ(codeOf(get("apppasswords?action=all&session=" + session)), "SVL-0016");
    EXPECT_EQ(codeOf(send("PUT", "passwordchange?action=update&session=" + session, R"({"new_password":"x"})")),
              "SVL-0016");
}

TEST_F(GuestTest, ALinkHasABoundedNumberOfSessions) {
    test::Node strict(installation(), clock_, {{"session.perGuest", "2"}});
    const auto guest = link();
    const ShareRequest request{.token = tokenOf(guest), .password = {}, .client = {}};
    (void)strict.login.enterShare(request);
    (void)strict.login.enterShare(request);
    try {
        (void)strict.login.enterShare(request);
        ADD_FAILURE() << "a third session";
    } catch (const LoginError& error) {
        EXPECT_EQ(error.failure(), LoginFailure::TooManySessions);
    }
}

TEST_F(GuestTest, IdsOfGuestsAndUsersNeverMeetAndQuotasCount) {
    const auto first = link();
    const auto second = link();
    EXPECT_GT(second.id, first.id);
    principals::Guest invited = first;
    invited.kind = principals::GuestKind::Invited;
    invited.seed = principals::ShareTokens::newSeed();
    invited.tokenHash = tokens_.of(kHome, invited.seed).hash();
    const auto invite = [&](const std::string& email) {
        database().write(kHome, [&](dbpool::WriteTransaction& tx) {
            invited.email = email;
            (void)principals::addGuest(tx, invited);
        });
    };
    invite("guest@example.org");
    EXPECT_EQ(::test::codeOf([&] { invite("Guest@example.org"); }), ErrorCode::Conflict);
    EXPECT_EQ(::test::codeOf([&] { invite("not an address"); }), ErrorCode::BadRequest);
    database().write(kHome, [&](dbpool::WriteTransaction& tx) {
        principals::setQuota(tx, principals::QuotaModule::ShareLinks, 2);
        tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {}, 7));
    });
    EXPECT_EQ(::test::codeOf([&] { (void)link(); }), ErrorCode::QuotaExceeded);
    database().write(kHome, [&](dbpool::WriteTransaction& tx) { principals::removeGuests(tx, std::span(&first, 1)); });
    (void)link();
}

}  // namespace
}  // namespace groupware::session
