#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::net::test {
namespace {

struct Case {
    const char* name;
    std::string request;
    int status;
};

std::string with(const std::string& fields) {
    return "POST /echo HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n";
}
std::string chunk(const std::string& body) {
    return with("Transfer-Encoding: chunked\r\n") + body;
}

/// Each is answered once and then the connection closes, so nothing that follows can be taken for a request.
class SmugglingTest : public testing::TestWithParam<Case> {};

TEST_P(SmugglingTest, IsRefusedAndTheConnectionCloses) {
    TestServer server;
    auto client = server.http();
    client.send(GetParam().request + get("/ping"));
    EXPECT_EQ(client.answer().status, GetParam().status);
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.counters().of(Protocol::Http).requests, 0U);
    EXPECT_EQ(server.counters().of(Protocol::Http).parseErrors, 1U);
}

INSTANTIATE_TEST_SUITE_P(
    Rfc9112, SmugglingTest,
    testing::Values(
        Case{"LengthAndCoding", with("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400},
        Case{"CodingAndLength", with("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n", 400},
        Case{"DifferentLengths", with("Content-Length: 0\r\nContent-Length: 5\r\n"), 400},
        Case{"LengthList", with("Content-Length: 0, 5\r\n"), 400},
        Case{"NegativeLength", with("Content-Length: -1\r\n"), 400},
        Case{"PlusLength", with("Content-Length: +5\r\n") + "hello", 400},
        Case{"HexLength", with("Content-Length: 0x5\r\n"), 400}, Case{"EmptyLength", with("Content-Length:\r\n"), 400},
        Case{"HugeLength", with("Content-Length: 18446744073709551616\r\n"), 400},
        Case{"TwoCodings", with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400},
        Case{"UnknownCoding", with("Transfer-Encoding: gzip, chunked\r\n"), 501},
        Case{"ObscuredCoding", with("Transfer-Encoding: xchunked\r\n"), 501},
        Case{"CodingInHttp10", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Case{"SpaceBeforeColon", with("Content-Length : 5\r\n") + "hello", 400},
        Case{"TabBeforeColon", with("Transfer-Encoding\t: chunked\r\n") + "0\r\n\r\n", 400},
        Case{"FoldedField", with("X-Folded: a\r\n b\r\n"), 400},
        Case{"SpaceBeforeFirstField", "GET /ping HTTP/1.1\r\n Host: test\r\n\r\n", 400},
        Case{"LineFeedAlone", "GET /ping HTTP/1.1\nHost: test\n\n", 400},
        Case{"LineFeedInField", with("X: a\nContent-Length: 5\r\n"), 400},
        Case{"CarriageReturnInField", with("X: a\rContent-Length: 5\r\n"), 400},
        Case{"NulInField", with(std::string("X: a\0b\r\n", 8)), 400},
        Case{"NulInTarget", std::string("GET /pi\0ng HTTP/1.1\r\nHost: test\r\n\r\n", 35), 400},
        Case{"EmptyFieldName", with(": value\r\n"), 400}, Case{"FieldWithoutColon", with("Content-Length\r\n"), 400},
        Case{"NoHost", "GET /ping HTTP/1.1\r\n\r\n", 400},
        Case{"TwoHosts", "GET /ping HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Case{"HostWithPath", "GET /ping HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        Case{"HostWithUser", "GET /ping HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
        Case{"SpaceInTarget", "GET /ping /echo HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        Case{"NoVersion", "GET /ping\r\n\r\n", 400},
        Case{"OtherProtocol", "GET /ping ICAP/1.0\r\nHost: test\r\n\r\n", 400},
        Case{"LaterVersion", "GET /ping HTTP/2.0\r\nHost: test\r\n\r\n", 505},
        Case{"RelativeTarget", "GET ping HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        Case{"Tunnel", "CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\n\r\n", 400},
        Case{"AsteriskForGet", "GET * HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        Case{"OtherScheme", "GET ftp://test/ping HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        Case{"TlsHello", "\x16\x03\x01\x02", 400},
        Case{"MethodNoToken", "G(T /ping HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        Case{"ChunkSizeNegative", chunk("-1\r\n\r\n"), 400},
        Case{"ChunkSizeNoHex", chunk("5g\r\nhello\r\n0\r\n\r\n"), 400},
        Case{"ChunkSizePrefixed", chunk("0x5\r\nhello\r\n0\r\n\r\n"), 400}, Case{"ChunkSizeEmpty", chunk("\r\n"), 400},
        Case{"ChunkSizeOverflow", chunk("10000000000000005\r\nhello\r\n0\r\n\r\n"), 400},
        Case{"ChunkSizeSpaced", chunk("5 5\r\nhello\r\n0\r\n\r\n"), 400},
        Case{"ChunkLineFeedAlone", chunk("5\nhello\r\n0\r\n\r\n"), 400},
        Case{"ChunkTooLong", chunk("5\r\nhello!\r\n0\r\n\r\n"), 400},
        Case{"ChunkExtensionWithControl", chunk(std::string("5;a=\0\r\nhello\r\n0\r\n\r\n", 20)), 400},
        Case{"TrailerWithLineFeed", chunk("0\r\nX: a\n\r\n\r\n"), 400}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(SmugglingTest, ABodyOfAGetIsNotTheNextRequest) {
    TestServer server;
    auto client = server.http();
    const std::string hidden = get("/throw");
    client.send("GET /ignore HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(hidden.size()) + "\r\n\r\n" +
                hidden + get("/ping"));
    EXPECT_EQ(client.answer().body, "ignored");
    EXPECT_EQ(client.answer().body, "pong");
}

TEST(SmugglingTest, EqualLengthsTwiceAreOne) {
    TestServer server;
    auto client = server.http();
    client.send(with("Content-Length: 5\r\nContent-Length: 5\r\n") + "hello" + get("/ping"));
    EXPECT_EQ(client.answer().body, "hello");
    EXPECT_EQ(client.answer().body, "pong");
}

TEST(SmugglingTest, AnAnswerCannotBeSplit) {
    TestServer server;
    auto client = server.http();
    client.send("GET /reflect HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.answer().status, 500);
}

}  // namespace
}  // namespace groupware::net::test
