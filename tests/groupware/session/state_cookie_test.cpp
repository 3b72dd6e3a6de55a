#include "groupware/session/state_cookie.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/session/service/state_cookie_filter.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace groupware::session {
namespace {

constexpr ContextId kContext{7};
const StateCookie kCookie("the key of this cluster");

CommitToken state(std::int64_t seq) {
    return {.context = kContext, .epoch = 2, .term = 3, .seq = {seq}, .gtid = "0-1-42,1-2-9"};
}

std::int64_t seqIn(const std::optional<CommitToken>& opened) {
    return opened ? opened->seq.value : -1;
}

TEST(StateCookieTest, AnyNodeWithTheClustersKeyReadsEveryField) {
    const auto opened = StateCookie("the key of this cluster").open(kContext, kCookie.seal(state(100)));
    ASSERT_TRUE(opened.has_value());
    EXPECT_EQ(opened->context, kContext);
    EXPECT_EQ(opened->epoch, 2);
    EXPECT_EQ(opened->term, 3);
    EXPECT_EQ(opened->seq, Seq{100});
    EXPECT_EQ(opened->gtid, "0-1-42,1-2-9");
}

TEST(StateCookieTest, EveryChangedOctetMakesItWorthless) {
    const std::string sealed = kCookie.seal(state(100));
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        std::string forged = sealed;
        forged[at] = forged[at] == '9' ? '8' : '9';
        EXPECT_FALSE(kCookie.open(kContext, forged)) << forged;
    }
    EXPECT_FALSE(kCookie.open(kContext, sealed.substr(0, sealed.size() - 1)));
    EXPECT_FALSE(kCookie.open(kContext, sealed + "0"));
}

TEST(StateCookieTest, AnotherContextsOrAnotherClustersIsNone) {
    const std::string sealed = kCookie.seal(state(100));
    EXPECT_FALSE(kCookie.open(ContextId{8}, sealed));
    EXPECT_FALSE(StateCookie("another key").open(kContext, sealed));
}

TEST(StateCookieTest, GarbageIsNone) {
    for (const char* text : {"", ".", "1.7.2.3.100.0-1-1", "1.7.2.3.100.0-1-1.", "invalid", "1.7.2.3"})
        EXPECT_FALSE(kCookie.open(kContext, text)) << text;
    EXPECT_FALSE(kCookie.open(kContext, std::string(100'000, '1')));
}

TEST(StateCookieTest, APositionThatIsTooLongIsLeftOut) {
    auto long_ = state(100);
    long_.gtid = std::string(1000, '1');
    const std::string sealed = kCookie.seal(long_);
    EXPECT_LE(sealed.size(), StateCookie::kMaxValue);
    EXPECT_EQ(kCookie.open(kContext, sealed)->gtid, "");
}

/// A handler that commits a state, or nothing.
class Committing final : public http::Handler {
public:
    explicit Committing(std::optional<CommitToken> committed) : committed_(std::move(committed)) {}
    http::Response handle(const http::Request& /*request*/) override {
        dbpool::CountingScope::current()->committed = committed_;
        return {};
    }

private:
    std::optional<CommitToken> committed_;
};

/// The Set-Cookie field of the answer to a request with that cookie; empty if there is none.
std::string cookieSet(const std::string& known, std::optional<CommitToken> committed, bool secure = false) {
    http::test::FakeRequest request("PUT", "/ajax/folders", {{"Cookie", StateCookie::name(kContext) + "=" + known}});
    request.head.secure = secure;
    dbpool::RequestCounters counters;
    const dbpool::CountingScope scope(counters);
    Committing handler(std::move(committed));
    const auto response = StateCookieFilter(kCookie).apply(*request, handler);
    const auto* field = net::findHeader(response.headers, "Set-Cookie");
    return field == nullptr ? "" : *field;
}

/// The seq in it.
std::int64_t seqSet(const std::string& known, const CommitToken& committed) {
    const std::string field = cookieSet(known, committed);
    const auto value = field.substr(field.find('=') + 1);
    return seqIn(kCookie.open(kContext, value.substr(0, value.find(';'))));
}

TEST(StateCookieFilterTest, AWriteSetsItAndAReadDoesNot) {
    EXPECT_EQ(seqSet("", state(100)), 100);
    EXPECT_EQ(seqSet(kCookie.seal(state(99)), state(100)), 100);
    EXPECT_EQ(cookieSet("", std::nullopt), "");
    EXPECT_EQ(cookieSet(kCookie.seal(state(99)), std::nullopt), "");
}

TEST(StateCookieFilterTest, ItIsNeverLowered) {
    EXPECT_EQ(cookieSet(kCookie.seal(state(101)), state(100)), "") << "two requests in parallel";
    auto later = state(5);
    later.epoch = 3;
    EXPECT_EQ(cookieSet(kCookie.seal(later), state(100)), "");
    EXPECT_EQ(seqSet(kCookie.seal(state(100)), later), 5) << "a restored context goes on with lower numbers";
}

TEST(StateCookieFilterTest, AForgedOneDoesNotHinderTheNext) {
    EXPECT_EQ(seqSet(StateCookie("another key").seal(state(900)), state(100)), 100);
    EXPECT_EQ(seqSet("garbage", state(100)), 100);
}

TEST(StateCookieFilterTest, ItIsOutOfReachForScriptsAndForPlainConnectionsOfSecureClients) {
    EXPECT_NE(cookieSet("", state(1)).find("; HttpOnly"), std::string::npos);
    EXPECT_EQ(cookieSet("", state(1)).find("; Secure"), std::string::npos);
    EXPECT_NE(cookieSet("", state(1), true).find("; Secure"), std::string::npos);
}

}  // namespace
}  // namespace groupware::session
