#include "tests/groupware/net/support/apache.h"
#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::net::test {
namespace {

constexpr const char* kMember = "route=OX-1 ping=2 secret=sesame";
const Values kSecret{{"AJP_SECRET", "sesame"}, {"AJP_JVM_ROUTE", "OX-1"}};

/// One Apache and one node for all tests: starting Apache takes a moment.
class AjpApacheTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        node() = std::make_unique<TestServer>(kSecret);
        apache() = std::make_unique<Apache>(node()->server().ajpPort(), kMember);
    }
    static void TearDownTestSuite() {
        apache().reset();
        node().reset();
    }
    static std::unique_ptr<TestServer>& node() {
        static std::unique_ptr<TestServer> server;
        return server;
    }
    static std::unique_ptr<Apache>& apache() {
        static std::unique_ptr<Apache> front;
        return front;
    }
};

TEST_F(AjpApacheTest, Get) {
    auto client = apache()->client();
    for (int i = 0; i < 3; ++i) {
        client.send(get("/ping"));
        const auto answer = client.answer();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "pong");
        EXPECT_EQ(answer.header("Content-Length"), "4");
    }
}

TEST_F(AjpApacheTest, CPingGoesBeforeEveryRequest) {
    const std::uint64_t before = node()->counters().pings;
    auto client = apache()->client();
    for (int i = 0; i < 5; ++i) {
        client.send(get("/ping"));
        EXPECT_EQ(client.answer().status, 200);
    }
    EXPECT_EQ(node()->counters().pings, before + 5);
}

TEST_F(AjpApacheTest, PathAndQueryArriveUnchanged) {
    auto client = apache()->client();
    client.send(get("/describe?a=%2F&b=c%20d", "X-Any: thing\r\nCookie: JSESSIONID=1.OX-1\r\n"));
    const auto body = client.answer().body;
    EXPECT_EQ(body.find("method=GET\npath=/describe\nquery=a=%2F&b=c%20d\nprotocol=HTTP/1.1\nremote=127.0.0.1\n"
                        "host=test\n"),
              0U)
        << body;
    EXPECT_NE(body.find("X-Any: thing\n"), std::string::npos);
}

TEST_F(AjpApacheTest, PostOfEverySize) {
    auto client = apache()->client();
    for (const std::size_t size : {0U, 1U, 8185U, 8186U, 8187U, 65536U, 65537U, 100000U, 5000000U}) {
        client.send(post("/echo", octets(size)));
        EXPECT_EQ(client.answer().body, octets(size)) << size;
    }
}

TEST_F(AjpApacheTest, ChunkedUpload) {
    auto client = apache()->client();
    for (const int chunks : {0, 1, 20}) {
        std::string body;
        for (int i = 0; i < chunks; ++i) body += "2710\r\n" + octets(10000) + "\r\n";
        client.send("PUT /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n");
        EXPECT_EQ(client.answer().body.size(), static_cast<std::size_t>(chunks) * 10000U);
    }
}

TEST_F(AjpApacheTest, MethodsWithoutACode) {
    auto client = apache()->client();
    for (const std::string method : {"MKCALENDAR", "ACL", "SEARCH", "PATCH", "FOO"}) {
        client.send(method + " /describe HTTP/1.1\r\nHost: test\r\n\r\n");
        EXPECT_EQ(client.answer().body.find("method=" + method + "\n"), 0U) << method;
    }
    client.send("MKCALENDAR /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello");
    EXPECT_EQ(client.answer().body, "hello");
}

TEST_F(AjpApacheTest, Head) {
    auto client = apache()->client();
    client.send("HEAD /bytes?50000 HTTP/1.1\r\nHost: test\r\n\r\n" + get("/ping"));
    EXPECT_EQ(client.answer(true).header("Content-Length"), "50000");
    EXPECT_EQ(client.answer().body, "pong");
}

TEST_F(AjpApacheTest, BigDownloads) {
    auto client = apache()->client();
    client.send(get("/bytes?20000000"));
    const auto known = client.answer();
    EXPECT_EQ(known.header("Content-Length"), "20000000");
    EXPECT_EQ(known.body, octets(20000000));
    client.send(get("/stream?3000000"));
    EXPECT_EQ(client.answer().body, octets(3000000));
}

TEST_F(AjpApacheTest, StatusesPass) {
    auto client = apache()->client();
    for (const int status : {204, 207, 304, 423, 449, 507}) {
        client.send(get("/status?" + std::to_string(status)));
        EXPECT_EQ(client.answer().status, status);
    }
}

TEST_F(AjpApacheTest, AnUnreadBodyLeavesTheConnectionUsable) {
    const std::uint64_t before = node()->counters().of(Protocol::Ajp).accepted;
    auto client = apache()->client();
    for (const std::size_t size : {5U, 100000U}) {
        client.send(post("/ignore", octets(size)));
        EXPECT_EQ(client.answer().body, "ignored");
        client.send(get("/ping"));
        EXPECT_EQ(client.answer().body, "pong");
    }
    EXPECT_LE(node()->counters().of(Protocol::Ajp).accepted, before + 1);
    EXPECT_EQ(node()->counters().of(Protocol::Ajp).parseErrors, 0U);
}

TEST_F(AjpApacheTest, AHeaderTooLargeForAPacketIs500AndNotTheEndOfTheNode) {
    auto client = apache()->client();
    client.send(get("/header?8000") + get("/header?9000"));
    EXPECT_EQ(client.answer().header("X-Long"), octets(8000));
    EXPECT_EQ(client.answer().status, 500);
    EXPECT_TRUE(client.closed());  // Apache's way with a 500
    auto next = apache()->client();
    next.send(get("/ping"));
    EXPECT_EQ(next.answer().body, "pong");
}

TEST_F(AjpApacheTest, PingsAreAnsweredWhileAllWorkersAreBusy) {
    TestServer busy(Values{{"AJP_SECRET", "sesame"}, {"net.workers", "1"}});
    Apache front(busy.server().ajpPort(), kMember);
    auto holder = front.client();
    holder.send(get("/hold"));
    ASSERT_TRUE(eventually([&] { return busy.handler().held() == 1; }));
    auto second = front.client();
    second.send(get("/ping"));
    ASSERT_TRUE(eventually([&] { return busy.counters().pings == 2U && busy.counters().queueLength == 1U; }));
    busy.handler().release();
    EXPECT_EQ(holder.answer().body, "held");
    EXPECT_EQ(second.answer().body, "pong");
}

TEST_F(AjpApacheTest, AWrongOrMissingSecretIs403) {
    for (const std::string member : {"ping=2 secret=other", "ping=2"}) {
        Apache front(node()->server().ajpPort(), member);
        auto client = front.client();
        client.send(get("/ping") + post("/echo", "hello"));
        EXPECT_EQ(client.answer().status, 403);
        EXPECT_EQ(client.answer().status, 403);
    }
}

TEST_F(AjpApacheTest, LargePackets) {
    TestServer large(Values{{"AJP_SECRET", "sesame"}, {"net.ajpPacketBytes", "65536"}});
    Apache front(large.server().ajpPort(), kMember, "ProxyIOBufferSize 65536\nLimitRequestFieldSize 32768\n");
    auto client = front.client();
    for (const std::size_t size : {1U, 65530U, 65531U, 300000U}) {
        client.send(post("/echo", octets(size)));
        EXPECT_EQ(client.answer().body, octets(size)) << size;
    }
    client.send(get("/describe", "X-Long: " + octets(20000) + "\r\n"));
    EXPECT_NE(client.answer().body.find(octets(20000)), std::string::npos);
    client.send(get("/header?20000"));
    EXPECT_EQ(client.answer().header("X-Long"), octets(20000));
}

}  // namespace
}  // namespace groupware::net::test
