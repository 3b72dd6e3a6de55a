#include "tests/groupware/net/support/ajp_front.h"
#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace groupware::net::test {
namespace {

constexpr std::size_t kDataBytes = 8186;  // of one body packet in packets of 8192

TEST(AjpLimitsTest, TheSecretMustBeRight) {
    TestServer server(Values{{"AJP_SECRET", "open sesame"}, {"net.ajpProxies", ""}});
    for (const std::string& attributes : {std::string(), ajpAttribute(12, "open sesamE"), ajpAttribute(12, "")}) {
        auto client = server.ajp();
        auto forward = postTo("/echo", 3);
        forward.attributes = attributes;
        client.send(forward.packet() + ajpData("abc"));
        const auto answer = ajpAnswer(client);
        EXPECT_EQ(answer.status, 403);
        EXPECT_FALSE(answer.reuse);
        EXPECT_TRUE(client.closed());
    }
    EXPECT_EQ(server.counters().of(Protocol::Ajp).requests, 0U);
    auto client = server.ajp();
    AjpForward forward;
    forward.attributes = ajpAttribute(12, "open sesame");
    client.send(forward.packet());
    EXPECT_EQ(ajpAnswer(client).body, "pong");
}

TEST(AjpLimitsTest, WithoutASecretOnlyProxiesMayConnect) {
    TestServer server(Values{{"net.ajpProxies", "192.0.2.1"}});
    auto client = server.ajp();
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.counters().of(Protocol::Ajp).refused, 1U);
}

TEST(AjpLimitsTest, LimitsHoldHereToo) {
    TestServer server(Values{
        {"net.headerCount", "8"}, {"net.headerBytes", "2K"}, {"net.uriBytes", "300"}, {"net.bodyBytes", "10000"}});
    AjpForward bytes;
    bytes.headers = {{ajpString("X"), std::string(1024, 'x')}, {ajpString("Y"), std::string(1024, 'y')}};
    AjpForward fields;
    for (int i = 0; i < 9; ++i) fields.headers.emplace_back(ajpString("X"), "y");
    AjpForward path;
    path.uri = "/" + std::string(300, 'x');
    AjpForward query;
    query.attributes = ajpAttribute(5, std::string(300, 'x'));
    const std::vector<std::pair<std::string, int>> cases{{fields.packet(), 431},
                                                         {bytes.packet(), 431},
                                                         {path.packet(), 414},
                                                         {query.packet(), 414},
                                                         {postTo("/echo", 10001).packet(), 413}};
    for (const auto& [packet, status] : cases) {
        auto client = server.ajp();
        client.send(packet);
        EXPECT_EQ(ajpAnswer(client).status, status);
    }
    auto client = server.ajp();
    client.send(chunkedPostTo("/echo").packet());
    EXPECT_EQ(ajpAnswer(client, {octets(8186), octets(8186)}).status, 413);
}

TEST(AjpLimitsTest, RefusesWhatNoFrontSends) {
    TestServer server;
    AjpForward path;
    path.uri = "ping";
    AjpForward nul;
    nul.uri = std::string("/pi\0ng", 6);
    AjpForward value;
    value.headers = {{ajpString("X"), "a\r\nb"}};
    AjpForward name;
    name.headers = {{ajpString("X Y"), "a"}};
    AjpForward query;
    query.attributes = ajpAttribute(5, "a b");
    AjpForward both = chunkedPostTo("/echo");
    both.headers.emplace_back(ajpCode(8), "5");
    AjpForward lengths = postTo("/echo", 5);
    lengths.headers.emplace_back(ajpString("Content-Length"), "6");
    AjpForward length;
    length.headers = {{ajpCode(8), "5x"}};
    for (const auto& forward : {path, nul, value, name, query, both, lengths, length}) {
        auto client = server.ajp();
        client.send(forward.packet());
        const auto answer = ajpAnswer(client);
        EXPECT_EQ(answer.status, 400);
        EXPECT_FALSE(answer.reuse);
    }
    EXPECT_EQ(server.counters().of(Protocol::Ajp).requests, 0U);
}

TEST(AjpLimitsTest, MalformedPacketsCloseTheConnection) {
    const std::string good = AjpForward().payload();
    AjpForward method;
    method.method = 28;
    AjpForward code;
    code.headers = {{ajpCode(15), "x"}};
    AjpForward attribute;
    attribute.attributes = ajpAttribute(14, "x");
    std::string noNul = good;
    noNul[2 + 2 + 8] = 'x';  // behind "HTTP/1.1"
    const std::vector<std::string> packets{
        "GET / HTTP/1.1\r\n\r\n",
        std::string("AB\x00\x01\x0A", 5),            // from the wrong side
        std::string("\x12\x34\xFF\xFD\x02", 5),      // one octet more than 65532
        ajpPacket(""),                               // nothing
        ajpPacket("\x07"),                           // SHUTDOWN
        ajpPacket("\x08"),                           // the old PING
        ajpPacket(std::string("\x0A\x00", 2)),       // a CPING with more
        ajpPacket(good + '\0'),                      // octets after the end
        ajpPacket(good.substr(0, good.size() - 1)),  // no end mark
        ajpPacket(noNul),
        method.packet(),
        code.packet(),
        attribute.packet(),
        postTo("/echo", 5).packet() + ajpData("abcdef"),  // more than announced
        postTo("/echo", 5).packet() + ajpPacket(std::string("\x00\x05"
                                                            "abc",
                                                            5)),  // shorter than it says
        postTo("/echo", 5).packet() + ajpPacket(std::string("\x00\x02"
                                                            "abc",
                                                            5)),  // longer than it says
    };
    TestServer server;
    std::uint64_t seen = 0;
    for (const auto& packet : packets) {
        auto client = server.ajp();
        client.send(packet);
        EXPECT_TRUE(client.closed()) << "packet " << seen;
        EXPECT_EQ(server.counters().of(Protocol::Ajp).parseErrors, ++seen);
    }
    EXPECT_EQ(server.counters().of(Protocol::Ajp).requests, 0U);
}

TEST(AjpLimitsTest, EveryTruncationOfARequestIsMalformed) {
    AjpForward forward;
    forward.headers = {{ajpCode(9), "a=b"}, {ajpString("X"), "y"}};
    forward.attributes = ajpAttribute(5, "q") + std::string("\x0B\x01\x00", 3);
    const std::string payload = forward.payload();
    TestServer server;
    for (std::size_t length = 1; length < payload.size(); ++length) {
        auto client = server.ajp();
        client.send(ajpPacket(payload.substr(0, length)));
        EXPECT_TRUE(client.closed()) << length;
    }
    EXPECT_EQ(server.counters().of(Protocol::Ajp).parseErrors, payload.size() - 1);
}

TEST(AjpLimitsTest, APacketThatNeverEndsTimesOut) {
    TestServer server(Values{{"net.headerTime", "100ms"}});
    auto client = server.ajp();
    const std::string packet = AjpForward().packet();
    client.send(packet.substr(0, packet.size() - 1));
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.counters().timeouts, 1U);
}

TEST(AjpLimitsTest, ABodyThatNeverComesEndsWith408) {
    TestServer server(Values{{"net.bodyGrace", "100ms"}, {"net.bodyMinRate", "1000000"}});
    for (const std::size_t size : {10U, 100000U}) {
        auto client = server.ajp();
        client.send(postTo("/echo", size).packet());
        EXPECT_EQ(ajpAnswer(client).status, 408);
        auto second = server.ajp();
        second.send(postTo("/echo", 100000).packet() + ajpData(octets(kDataBytes)));
        EXPECT_EQ(ajpReceive(second).at(0), 6);
        EXPECT_EQ(ajpAnswer(second).status, 408);
    }
}

TEST(AjpLimitsTest, IdleTimeIsItsOwn) {
    TestServer server(Values{{"net.ajpIdleTime", "100ms"}, {"net.headerTime", "1h"}});
    auto client = server.ajp();
    client.send(ajpPacket("\x0A"));  // CPING
    EXPECT_EQ(client.receive(5), std::string("AB\x00\x01\x09", 5));
    EXPECT_TRUE(client.closed());
}

TEST(AjpLimitsTest, OverloadIs503) {
    TestServer server(Values{{"net.workers", "1"}, {"net.queueWait", "100ms"}});
    auto busy = server.http();
    busy.send(get("/hold"));
    ASSERT_TRUE(eventually([&] { return server.handler().held() == 1; }));
    auto client = server.ajp();
    client.send(AjpForward().packet());
    const auto answer = ajpAnswer(client);
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("Retry-After"), "2");
}

}  // namespace
}  // namespace groupware::net::test
