#include "tests/groupware/net/support/ajp_front.h"
#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::net::test {
namespace {

constexpr int kHead = 3;
constexpr int kStoredMethod = 255;
constexpr std::size_t kDataBytes = 8186;  // of one body packet in packets of 8192

const std::string kCPing("\x12\x34\x00\x01\x0A", 5);
const std::string kCPong("AB\x00\x01\x09", 5);

/// The body as the front cuts it.
std::vector<std::string> pieces(const std::string& body) {
    std::vector<std::string> all;
    for (std::size_t at = 0; at < body.size(); at += kDataBytes) all.push_back(body.substr(at, kDataBytes));
    return all;
}

void expectPong(Client& client) {
    client.send(AjpForward().packet());
    const auto answer = ajpAnswer(client);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "pong");
    EXPECT_TRUE(answer.reuse);
}

TEST(AjpTest, AnswersAndKeepsTheConnection) {
    TestServer server;
    auto client = server.ajp();
    for (int i = 0; i < 3; ++i) expectPong(client);
    EXPECT_EQ(server.counters().of(Protocol::Ajp).accepted, 1U);
    EXPECT_EQ(server.counters().of(Protocol::Ajp).requests, 3U);
}

TEST(AjpTest, AnswersCPingBeforeEveryRequest) {
    TestServer server;
    auto client = server.ajp();
    for (int i = 0; i < 2; ++i) {
        client.send(kCPing);
        EXPECT_EQ(client.receive(5), kCPong);
        expectPong(client);
    }
    EXPECT_EQ(server.counters().pings, 2U);
}

TEST(AjpTest, AnswersCPingWhileAllWorkersAreBusy) {
    TestServer server(Values{{"net.workers", "1"}});
    auto busy = server.http();
    busy.send(get("/hold"));
    ASSERT_TRUE(eventually([&] { return server.handler().held() == 1; }));
    auto client = server.ajp();
    client.send(kCPing);
    EXPECT_EQ(client.receive(5), kCPong);
}

TEST(AjpTest, DescribesTheRequest) {
    TestServer server(Values{{"AJP_JVM_ROUTE", "OX-1"}});
    AjpForward forward;
    forward.uri = "/describe";
    forward.secure = true;
    forward.headers = {{ajpCode(9), "JSESSIONID=1.OX-2"}, {ajpString("X-Any"), "thing"}, {ajpCode(14), "curl"}};
    // as Apache orders them: query, route, TLS with the key size as a bare integer, then request attributes
    forward.attributes = ajpAttribute(3, "someone") + ajpAttribute(4, "Basic") + ajpAttribute(5, "a=b%20c&d") +
                         ajpAttribute(6, "OX-2") + ajpAttribute(7, "PEM") + ajpAttribute(8, "AES") +
                         ajpAttribute(9, "0011") + std::string("\x0B\x01\x00", 3) +
                         ajpAttribute(10, "AJP_REMOTE_PORT") + ajpString("4711");
    auto client = server.ajp();
    client.send(forward.packet());
    const auto body = ajpAnswer(client).body;
    EXPECT_NE(body.find("method=GET\npath=/describe\nquery=a=b%20c&d\nprotocol=HTTP/1.1\nremote=192.0.2.7\n"
                        "host=groupware.example\nport=443\nsecure=yes\nroute=OX-1\n"),
              std::string::npos)
        << body;
    EXPECT_NE(body.find("Cookie: JSESSIONID=1.OX-2\nX-Any: thing\nUser-Agent: curl\n"), std::string::npos) << body;
}

TEST(AjpTest, WithoutARouteOfItsOwnTheNodeTakesTheFronts) {
    TestServer server;
    AjpForward forward;
    forward.uri = "/describe";
    forward.attributes = ajpAttribute(6, "OX-2");
    auto client = server.ajp();
    client.send(forward.packet());
    EXPECT_NE(ajpAnswer(client).body.find("route=OX-2\n"), std::string::npos);
}

TEST(AjpTest, KnowsEveryHeaderCode) {
    const std::vector<std::string> names{
        "Accept",     "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization",
        "Connection", "Content-Type",   "Content-Length",  "Cookie",          "Cookie2",
        "Host",       "Pragma",         "Referer",         "User-Agent"};
    TestServer server;
    AjpForward forward;
    forward.uri = "/describe";
    for (std::size_t i = 0; i < names.size(); ++i) forward.headers.emplace_back(ajpCode(static_cast<int>(i) + 1), "0");
    auto client = server.ajp();
    client.send(forward.packet());
    const auto body = ajpAnswer(client).body;
    for (const auto& name : names) EXPECT_NE(body.find("\n" + name + ": 0\n"), std::string::npos) << name;
}

TEST(AjpTest, KnowsEveryMethodCode) {
    const std::vector<std::string> names{"OPTIONS",
                                         "GET",
                                         "POST",
                                         "PUT",
                                         "DELETE",
                                         "TRACE",
                                         "PROPFIND",
                                         "PROPPATCH",
                                         "MKCOL",
                                         "COPY",
                                         "MOVE",
                                         "LOCK",
                                         "UNLOCK",
                                         "ACL",
                                         "REPORT",
                                         "VERSION-CONTROL",
                                         "CHECKIN",
                                         "CHECKOUT",
                                         "UNCHECKOUT",
                                         "SEARCH",
                                         "MKWORKSPACE",
                                         "UPDATE",
                                         "LABEL",
                                         "MERGE",
                                         "BASELINE-CONTROL",
                                         "MKACTIVITY"};
    TestServer server;
    auto client = server.ajp();
    int code = 0;
    for (const auto& name : names) {
        if (++code == kHead) ++code;  // has no body to look at
        AjpForward forward;
        forward.method = code;
        forward.uri = "/describe";
        client.send(forward.packet());
        EXPECT_EQ(ajpAnswer(client).body.find("method=" + name + "\n"), 0U) << name;
    }
    EXPECT_EQ(code, 27);
}

TEST(AjpTest, TakesAMethodWithoutCodeFromItsAttribute) {
    TestServer server;
    auto client = server.ajp();
    for (const std::string name : {"MKCALENDAR", "PATCH", "FOO"}) {
        AjpForward forward;
        forward.method = kStoredMethod;
        forward.uri = "/describe";
        forward.attributes = ajpAttribute(13, name);
        client.send(forward.packet());
        EXPECT_EQ(ajpAnswer(client).body.find("method=" + name + "\n"), 0U);
    }
    AjpForward nameless;
    nameless.method = kStoredMethod;
    client.send(nameless.packet());
    EXPECT_EQ(ajpAnswer(client).status, 400);
}

TEST(AjpTest, ReadsTheFirstDataPacketUnasked) {
    TestServer server;
    auto client = server.ajp();
    for (const std::size_t size : {1U, 8185U, 8186U}) {
        client.send(postTo("/echo", size).packet() + ajpData(octets(size)));
        const auto answer = ajpAnswer(client);
        EXPECT_EQ(answer.body, octets(size));
        EXPECT_TRUE(answer.asked.empty()) << "never ask beyond the end";
    }
}

TEST(AjpTest, AsksForTheRestOfABody) {
    TestServer server;
    auto client = server.ajp();
    for (const std::size_t size : {8187U, 16372U, 16373U, 65536U, 65537U, 1000000U}) {
        auto all = pieces(octets(size));
        client.send(postTo("/echo", size).packet() + ajpData(all.front()));
        const auto answer = ajpAnswer(client, {all.begin() + 1, all.end()});
        EXPECT_EQ(answer.body, octets(size)) << size;
        EXPECT_EQ(answer.asked, std::vector<std::size_t>(all.size() - 1, kDataBytes)) << size;
        EXPECT_TRUE(answer.reuse);
    }
}

TEST(AjpTest, WithoutLengthThereIsNoDataPacket) {
    TestServer server;
    auto client = server.ajp();
    client.send(postTo("/echo", 0).packet());
    EXPECT_EQ(ajpAnswer(client).body, "");
    AjpForward propfind;
    propfind.method = 8;
    propfind.uri = "/echo";
    client.send(propfind.packet());
    EXPECT_EQ(ajpAnswer(client).body, "");
    expectPong(client);
}

TEST(AjpTest, AsksForChunkedBodiesUntilTheEmptyPacket) {
    TestServer server;
    auto client = server.ajp();
    for (const std::size_t size : {0U, 5U, 20000U, 300000U}) {
        client.send(chunkedPostTo("/echo").packet());
        const auto all = pieces(octets(size));
        const auto answer = ajpAnswer(client, all);
        EXPECT_EQ(answer.body, octets(size)) << size;
        EXPECT_EQ(answer.asked.size(), all.size() + 1) << size;
    }
}

TEST(AjpTest, AnEmptyPayloadEndsAChunkedBodyToo) {
    TestServer server;
    auto client = server.ajp();
    client.send(chunkedPostTo("/echo").packet());
    EXPECT_EQ(ajpReceive(client), std::string("\x06\x1F\xFA", 3));
    client.send(ajpData("hello"));
    EXPECT_EQ(ajpReceive(client), std::string("\x06\x1F\xFA", 3));
    client.send(ajpPacket(""));
    EXPECT_EQ(ajpAnswer(client).body, "hello");
}

TEST(AjpTest, AnUnreadBodyIsNotTheNextRequest) {
    TestServer server;
    auto client = server.ajp();
    for (const std::size_t size : {100U, 1000000U}) {
        client.send(postTo("/ignore", size).packet() + ajpData(pieces(octets(size)).front()));
        const auto answer = ajpAnswer(client, std::vector<std::string>(200, octets(kDataBytes)));
        EXPECT_EQ(answer.body, "ignored");
        EXPECT_TRUE(answer.reuse);
        expectPong(client);
    }
}

TEST(AjpTest, AClientThatLeftInItsBodyIsAnError) {
    TestServer server;
    auto small = server.ajp();
    small.send(postTo("/echo", 100).packet() + ajpData(""));
    EXPECT_EQ(ajpAnswer(small).status, 400);
    auto large = server.ajp();
    large.send(postTo("/echo", 1000000).packet() + ajpData(octets(kDataBytes)));
    const auto answer = ajpAnswer(large, {octets(kDataBytes), ""});
    EXPECT_EQ(answer.status, 400);
    EXPECT_FALSE(answer.reuse);
    EXPECT_TRUE(large.closed());
}

TEST(AjpTest, AnswersKeepToThePacketSize) {
    TestServer server;
    auto client = server.ajp();
    for (const std::string target : {"/bytes", "/text", "/stream"}) {
        AjpForward forward;
        forward.uri = target;
        forward.attributes = ajpAttribute(5, "100000");
        client.send(forward.packet());
        const auto answer = ajpAnswer(client);
        EXPECT_EQ(answer.body, octets(100000));
        EXPECT_EQ(answer.largestChunk, 8184U);
        EXPECT_EQ(answer.header("Content-Length"), target == "/stream" ? "" : "100000");
        EXPECT_EQ(answer.flushes > 0, target == "/stream") << target;
    }
}

TEST(AjpTest, LargePacketsCarryMore) {
    TestServer server(Values{{"net.ajpPacketBytes", "64K"}});
    auto client = server.ajp();
    AjpForward forward;
    forward.uri = "/bytes";
    forward.attributes = ajpAttribute(5, "200000");
    client.send(forward.packet());
    const auto answer = ajpAnswer(client);
    EXPECT_EQ(answer.body, octets(200000));
    EXPECT_EQ(answer.largestChunk, 65528U);

    client.send(postTo("/echo", 100000).packet() + ajpData(octets(100000).substr(0, 65530)));
    const auto echo = ajpAnswer(client, {octets(100000).substr(65530)});
    EXPECT_EQ(echo.body, octets(100000));
    EXPECT_EQ(echo.asked, std::vector<std::size_t>{65530});
}

TEST(AjpTest, ANodeThatSendsSmallPacketsTakesLargeOnes) {
    TestServer server;  // net.ajpPacketBytes is 8192
    auto client = server.ajp();
    client.send(postTo("/echo", 100000).packet() + ajpData(octets(100000).substr(0, 65530)));
    const auto echo = ajpAnswer(client, {octets(100000).substr(65530)});
    EXPECT_EQ(echo.body, octets(100000));
    EXPECT_EQ(echo.largestChunk, 8184U);
    AjpForward described;
    described.uri = "/describe";
    described.headers = {{ajpString("X-Long"), std::string(30000, 'x')}};
    client.send(described.packet());
    EXPECT_NE(ajpAnswer(client, {}).body.find("X-Long: " + std::string(30000, 'x')), std::string::npos);
}

TEST(AjpTest, AHeaderMustFitOnePacket) {
    TestServer server;
    auto client = server.ajp();
    AjpForward forward;
    forward.uri = "/header";
    forward.attributes = ajpAttribute(5, "8000");
    client.send(forward.packet());
    EXPECT_EQ(ajpAnswer(client).header("X-Long"), octets(8000));
    forward.attributes = ajpAttribute(5, "8200");
    client.send(forward.packet());
    EXPECT_EQ(ajpAnswer(client).status, 500);
    expectPong(client);
}

TEST(AjpTest, HeadHasTheLengthAndNoBody) {
    TestServer server;
    auto client = server.ajp();
    AjpForward forward;
    forward.method = kHead;
    forward.uri = "/bytes";
    forward.attributes = ajpAttribute(5, "10");
    client.send(forward.packet());
    const auto answer = ajpAnswer(client);
    EXPECT_EQ(answer.header("Content-Length"), "10");
    EXPECT_EQ(answer.chunks + answer.flushes, 0U);
    EXPECT_TRUE(answer.reuse);
}

TEST(AjpTest, AHandlerThatThrowsGivesABare500) {
    TestServer server;
    auto client = server.ajp();
    AjpForward forward;
    forward.uri = "/throw";
    client.send(forward.packet());
    const auto answer = ajpAnswer(client);
    EXPECT_EQ(answer.status, 500);
    EXPECT_TRUE(answer.reuse);
    expectPong(client);
}

}  // namespace
}  // namespace groupware::net::test
