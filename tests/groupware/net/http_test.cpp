#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <string>

namespace groupware::net::test {
namespace {

TEST(HttpTest, KeepsTheConnectionForTheNextRequest) {
    TestServer server;
    auto client = server.http();
    for (int i = 0; i < 3; ++i) {
        client.send(get("/ping"));
        const auto answer = client.answer();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "pong");
        EXPECT_EQ(answer.header("Content-Length"), "4");
        EXPECT_EQ(answer.header("Connection"), "");
    }
    EXPECT_EQ(server.counters().of(Protocol::Http).accepted, 1U);
    EXPECT_EQ(server.counters().of(Protocol::Http).requests, 3U);
}

TEST(HttpTest, DateIsAnImfFixdate) {
    TestServer server;
    auto client = server.http();
    client.send(get("/ping"));
    const auto date = client.answer().header("Date");
    EXPECT_EQ(date.size(), std::string("Sun, 06 Nov 1994 08:49:37 GMT").size());
    EXPECT_EQ(date.substr(date.size() - 4), " GMT");
}

TEST(HttpTest, AnswersPipelinedRequestsInOrder) {
    TestServer server;
    auto client = server.http();
    std::string requests;
    for (int i = 0; i < 50; ++i) requests += post("/echo", "number " + std::to_string(i));
    client.send(requests);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(client.answer().body, "number " + std::to_string(i));
}

TEST(HttpTest, AnswersARequestThatComesOctetByOctet) {
    TestServer server;
    auto client = server.http();
    for (const char octet : post("/echo", "slow but steady")) client.send({&octet, 1});
    EXPECT_EQ(client.answer().body, "slow but steady");
}

TEST(HttpTest, DescribesTheRequest) {
    TestServer server(Values{{"AJP_JVM_ROUTE", "OX-1"}});
    auto client = server.http();
    client.send("PROPFIND /describe?a=b%20c HTTP/1.1\r\nHost: groupware.example:8443\r\nX-Any:  thing \r\n\r\n");
    const auto body = client.answer().body;
    EXPECT_NE(body.find("method=PROPFIND\npath=/describe\nquery=a=b%20c\nprotocol=HTTP/1.1\nremote=127.0.0.1\n"
                        "host=groupware.example\nport=8443\nsecure=no\nroute=OX-1\nid=OX-1."),
              std::string::npos)
        << body;
    EXPECT_NE(body.find("X-Any: thing\n"), std::string::npos);
}

TEST(HttpTest, TakesTheHostOfAnAbsoluteTarget) {
    TestServer server;
    auto client = server.http();
    client.send("GET http://other.example:81/describe?x HTTP/1.1\r\nHost: test\r\n\r\n");
    const auto body = client.answer().body;
    EXPECT_NE(body.find("path=/describe\nquery=x\n"), std::string::npos);
    EXPECT_NE(body.find("host=other.example\nport=81\n"), std::string::npos);
}

TEST(HttpTest, BelievesForwardedFieldsOfATrustedFrontOnly) {
    const std::string fields =
        "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 10.0.0.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: "
        "seen.example\r\n";
    TestServer trusting(Values{{"net.httpProxies", "127.0.0.1, 10.0.0.0/8"}});
    auto first = trusting.http();
    first.send(get("/describe", fields));
    EXPECT_NE(first.answer().body.find("remote=192.0.2.7\nhost=seen.example\nport=443\nsecure=yes\n"),
              std::string::npos);

    TestServer wary;
    auto second = wary.http();
    second.send(get("/describe", fields));
    EXPECT_NE(second.answer().body.find("remote=127.0.0.1\nhost=test\nport=80\nsecure=no\n"), std::string::npos);
}

TEST(HttpTest, ClosesWhenTheClientSaysSo) {
    TestServer server;
    auto client = server.http();
    client.send(get("/ping", "Connection: close\r\n"));
    const auto answer = client.answer();
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_TRUE(client.closed());
}

TEST(HttpTest, Http10ClosesUnlessAskedToStay) {
    TestServer server;
    auto client = server.http();
    client.send("GET /ping HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto kept = client.answer();
    EXPECT_EQ(kept.header("Connection"), "keep-alive");
    client.send("GET /ping HTTP/1.0\r\n\r\n");
    EXPECT_EQ(client.answer().header("Connection"), "close");
    EXPECT_TRUE(client.closed());
}

TEST(HttpTest, Http10GetsAStreamOfUnknownLengthUntilTheEnd) {
    TestServer server;
    auto client = server.http();
    client.send("GET /stream?100000 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto answer = client.answer();
    EXPECT_EQ(answer.header("Transfer-Encoding"), "");
    EXPECT_EQ(answer.body, octets(100000));
}

TEST(HttpTest, ReadsChunkedBodies) {
    TestServer server;
    auto client = server.http();
    client.send(
        "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5;name=\"value\"\r\nhello\r\n00001\r\n \r\nA\r\n0123456789\r\n0\r\nX-Trailer: ignored\r\n\r\n");
    EXPECT_EQ(client.answer().body, "hello 0123456789");
    client.send(get("/ping"));
    EXPECT_EQ(client.answer().body, "pong");
}

TEST(HttpTest, ReadsBodiesAroundAndBeyondTheBuffer) {
    TestServer server;
    auto client = server.http();
    for (const std::size_t size : {0U, 1U, 65535U, 65536U, 65537U, 3000000U}) {
        client.send(post("/echo", octets(size)));
        EXPECT_EQ(client.answer().body, octets(size)) << size;
    }
}

TEST(HttpTest, ReadsALargeChunkedBody) {
    TestServer server;
    auto client = server.http();
    std::string body;
    for (int i = 0; i < 30; ++i) body += "2710\r\n" + octets(10000) + "\r\n";
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n" +
                get("/ping"));
    EXPECT_EQ(client.answer().body.size(), 300000U);
    EXPECT_EQ(client.answer().body, "pong");
}

TEST(HttpTest, StreamsAnswersOfKnownAndUnknownLength) {
    TestServer server;
    auto client = server.http();
    client.send(get("/bytes?5000000") + get("/stream?5000000") + get("/text?5000000") + get("/stream?0"));
    const auto known = client.answer();
    EXPECT_EQ(known.header("Content-Length"), "5000000");
    EXPECT_EQ(known.body, octets(5000000));
    const auto unknown = client.answer();
    EXPECT_EQ(unknown.header("Transfer-Encoding"), "chunked");
    EXPECT_EQ(unknown.body, octets(5000000));
    EXPECT_EQ(client.answer().body, octets(5000000));
    EXPECT_EQ(client.answer().body, "");
}

TEST(HttpTest, HeadHasTheHeaderAndNoBody) {
    TestServer server;
    auto client = server.http();
    client.send("HEAD /bytes?123456 HTTP/1.1\r\nHost: test\r\n\r\n" + get("/ping"));
    const auto answer = client.answer(true);
    EXPECT_EQ(answer.header("Content-Length"), "123456");
    EXPECT_EQ(client.answer().body, "pong");
}

TEST(HttpTest, NoContentAndNotModifiedHaveNoBodyAndNoLength) {
    TestServer server;
    auto client = server.http();
    client.send(get("/status?204") + get("/status?304") + get("/ping"));
    EXPECT_EQ(client.answer().header("Content-Length"), "");
    EXPECT_EQ(client.answer().status, 304);
    EXPECT_EQ(client.answer().body, "pong");
}

TEST(HttpTest, Sends100OnlyWhenTheBodyIsRead) {
    TestServer server;
    auto client = server.http();
    const std::string head = " HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    client.send("POST /echo" + head);
    EXPECT_EQ(client.receive(25), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hello");
    EXPECT_EQ(client.answer().body, "hello");

    client.send("POST /ignore" + head);
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Connection"), "close");  // whether the body comes now is anybody's guess
    EXPECT_TRUE(client.closed());
}

TEST(HttpTest, SkipsABodyNobodyReadUpToTheLimit) {
    TestServer server(Values{{"net.drainBytes", "200K"}});
    auto client = server.http();
    client.send(post("/ignore", octets(150000)) + get("/ping"));
    EXPECT_EQ(client.answer().body, "ignored");
    EXPECT_EQ(client.answer().body, "pong");

    client.send("POST /ignore HTTP/1.1\r\nHost: test\r\nContent-Length: 300000\r\n\r\n");
    const auto answer = client.answer();
    EXPECT_EQ(answer.body, "ignored");
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_TRUE(client.closed());
}

TEST(HttpTest, AHandlerThatThrowsGivesABare500WithTheId) {
    TestServer server;
    auto client = server.http();
    client.send(get("/throw") + get("/ping"));
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("500 Internal Server Error\nRequest node."), 0U) << answer.body;
    EXPECT_EQ(answer.body.find("as asked"), std::string::npos);
    EXPECT_EQ(client.answer().body, "pong");
    EXPECT_EQ(server.counters().handlerFailures, 1U);
}

TEST(HttpTest, IdsDiffer) {
    TestServer server;
    auto client = server.http();
    client.send(get("/throw") + get("/throw"));
    const auto first = client.answer().body;
    EXPECT_NE(first, client.answer().body);
}

}  // namespace
}  // namespace groupware::net::test
