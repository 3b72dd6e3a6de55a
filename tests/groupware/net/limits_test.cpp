#include "groupware/base/error.h"
#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <dirent.h>

#include <chrono>
#include <string>
#include <vector>

namespace groupware::net::test {
namespace {

std::size_t threads() {
    DIR* directory = opendir("/proc/self/task");
    std::size_t count = 0;
    while (readdir(directory) != nullptr) ++count;  // NOLINT(concurrency-mt-unsafe): this stream is ours alone
    closedir(directory);
    return count - 2;  // "." and ".."
}

bool refusesConnections(const TestServer& server) {
    try {
        const Client client = server.http();
        return false;
    } catch (const std::runtime_error&) {
        return true;
    }
}

int statusOf(const TestServer& server, const std::string& request) {
    auto client = server.http();
    client.send(request);
    return client.answer().status;
}

TEST(LimitsTest, RefusesALongTarget) {
    TestServer server(Values{{"net.uriBytes", "300"}});
    EXPECT_EQ(statusOf(server, get("/ping?" + std::string(294, 'x'))), 200);
    EXPECT_EQ(statusOf(server, get("/ping?" + std::string(295, 'x'))), 414);
    EXPECT_EQ(statusOf(server, "GET /ping?" + std::string(400, 'x')), 414);  // no need to wait for the end
}

TEST(LimitsTest, RefusesALargeHeader) {
    TestServer server(Values{{"net.headerBytes", "2K"}});
    EXPECT_EQ(statusOf(server, get("/ping", "X: " + std::string(1900, 'x') + "\r\n")), 200);
    EXPECT_EQ(statusOf(server, get("/ping", "X: " + std::string(2100, 'x') + "\r\n")), 431);
    EXPECT_EQ(statusOf(server, "GET /ping HTTP/1.1\r\nX: " + std::string(2100, 'x')), 431);
}

TEST(LimitsTest, RefusesManyFields) {
    TestServer server(Values{{"net.headerCount", "10"}});
    std::string fields;
    for (int i = 0; i < 9; ++i) fields += "X: y\r\n";
    EXPECT_EQ(statusOf(server, get("/ping", fields)), 200);
    EXPECT_EQ(statusOf(server, get("/ping", fields + "X: y\r\n")), 431);
}

TEST(LimitsTest, RefusesALargeBody) {
    TestServer server(Values{{"net.bodyBytes", "100000"}});
    EXPECT_EQ(statusOf(server, post("/echo", octets(100000))), 200);
    EXPECT_EQ(statusOf(server, "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100001\r\n\r\n"), 413);
    EXPECT_EQ(statusOf(server, "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n186A1\r\n" +
                                   octets(100001) + "\r\n0\r\n\r\n"),
              413);
}

TEST(LimitsTest, ALargeBodyIsRefusedAlsoWhereItWouldFitTheBuffer) {
    TestServer server(Values{{"net.bodyBytes", "1K"}, {"net.bufferedBodyBytes", "64K"}});
    const std::string chunked = "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(statusOf(server, chunked + "400\r\n" + octets(1024) + "\r\n0\r\n\r\n"), 200);
    EXPECT_EQ(statusOf(server, chunked + "401\r\n" + octets(1025) + "\r\n0\r\n\r\n"), 413);
}

TEST(LimitsTest, RefusesLongChunkLinesAndTrailers) {
    TestServer server(Values{{"net.chunkLineBytes", "100"}, {"net.trailerBytes", "150"}});
    const std::string chunked = "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n";
    const auto extended = [&](std::size_t octets) {
        return chunked + "1;" + std::string(octets, 'x') + "\r\na\r\n0\r\n\r\n";
    };
    EXPECT_EQ(statusOf(server, extended(96)), 200);
    EXPECT_EQ(statusOf(server, extended(97)), 400);
    const std::string field = "X: " + std::string(72, 'x') + "\r\n";  // 75 octets without the line end
    EXPECT_EQ(statusOf(server, chunked + "0\r\n" + field + field + "\r\n"), 200);
    EXPECT_EQ(statusOf(server, chunked + "0\r\n" + field + field + "X:\r\n\r\n"), 400);
}

TEST(LimitsTest, ARefusalNamesTheRequestAndCloses) {
    TestServer server;
    auto client = server.http();
    client.send("nonsense\r\n\r\n");
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.header("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(answer.body.find("400 Bad Request\nRequest node."), 0U) << answer.body;
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.counters().of(Protocol::Http).parseErrors, 1U);
}

TEST(LimitsTest, AnUnfinishedHeaderEndsWith408) {
    TestServer server(Values{{"net.headerTime", "100ms"}});
    auto client = server.http();
    client.send("GET /ping HTTP/1.1\r\nHost:");
    EXPECT_EQ(client.answer().status, 408);
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.counters().timeouts, 1U);
}

TEST(LimitsTest, OctetsNowAndThenDoNotProlongTheHeader) {
    TestServer server(Values{{"net.headerTime", "100ms"}, {"net.headerBytes", "1M"}, {"net.uriBytes", "1M"}});
    auto client = server.http();
    EXPECT_TRUE(eventually([&] { return !client.trySend("X"); }));
    EXPECT_EQ(server.counters().timeouts, 1U);
}

TEST(LimitsTest, ASlowBodyEndsWith408) {
    TestServer server(Values{{"net.bodyGrace", "100ms"}, {"net.bodyMinRate", "1000000"}});
    auto small = server.http();
    small.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100\r\n\r\n0123456789");
    EXPECT_EQ(small.answer().status, 408);
    auto large = server.http();
    large.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 100000\r\n\r\n0123456789");
    EXPECT_EQ(large.answer().status, 408);
    EXPECT_TRUE(large.closed());
    EXPECT_EQ(server.counters().timeouts, 2U);
}

TEST(LimitsTest, AnIdleConnectionCloses) {
    TestServer server(Values{{"net.idleTime", "100ms"}});
    auto client = server.http();
    client.send(get("/ping"));
    EXPECT_EQ(client.answer().body, "pong");
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(server.counters().timeouts, 0U);
}

TEST(LimitsTest, AReaderThatTakesNothingIsCutOff) {
    TestServer server(Values{{"net.writeStall", "100ms"}});
    auto client = server.http();
    client.shrinkReceiveBuffer();
    client.send(get("/bytes?100000000"));
    EXPECT_TRUE(eventually([&] { return server.counters().timeouts == 1U; }));
    EXPECT_TRUE(eventually([&] { return server.counters().of(Protocol::Http).open == 0U; }));
}

TEST(LimitsTest, ClosesAfterSoManyRequests) {
    TestServer server(Values{{"net.keepAliveRequests", "2"}});
    auto client = server.http();
    client.send(get("/ping") + get("/ping") + get("/ping"));
    EXPECT_EQ(client.answer().header("Connection"), "");
    EXPECT_EQ(client.answer().header("Connection"), "close");
    EXPECT_TRUE(client.closed());
}

TEST(LimitsTest, RefusesConnectionsBeyondTheTotalAndPerAddress) {
    for (const auto* option : {"net.connections", "net.connectionsPerAddress"}) {
        TestServer server(Values{{option, "2"}});
        auto first = server.http();
        auto second = server.http();
        second.send(get("/ping"));
        EXPECT_EQ(second.answer().status, 200);
        auto third = server.http();
        EXPECT_EQ(third.answer().status, 503) << option;
        EXPECT_EQ(server.counters().of(Protocol::Http).refused, 1U);
    }
}

TEST(LimitsTest, ATrustedFrontMayOpenMany) {
    TestServer server(Values{{"net.connectionsPerAddress", "1"}, {"net.httpProxies", "127.0.0.1"}});
    auto first = server.http();
    auto second = server.http();
    second.send(get("/ping"));
    EXPECT_EQ(second.answer().status, 200);
}

TEST(LimitsTest, AFullQueueAnswers503AtOnce) {
    TestServer server(Values{{"net.workers", "1"}, {"net.queueLength", "1"}});
    auto running = server.http();
    running.send(get("/hold"));
    ASSERT_TRUE(eventually([&] { return server.handler().held() == 1; }));
    auto waiting = server.http();
    waiting.send(get("/ping"));
    ASSERT_TRUE(eventually([&] { return server.counters().queueLength == 1U; }));
    auto refused = server.http();
    refused.send(get("/ping"));
    const auto answer = refused.answer();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.header("Retry-After"), "2");
    server.handler().release();
    EXPECT_EQ(waiting.answer().body, "pong");
    EXPECT_EQ(running.answer().body, "held");
    EXPECT_EQ(server.counters().overloads, 1U);
}

TEST(LimitsTest, WaitingForAWorkerEndsWith503) {
    TestServer server(Values{{"net.workers", "1"}, {"net.queueWait", "100ms"}});
    auto running = server.http();
    running.send(get("/hold"));
    ASSERT_TRUE(eventually([&] { return server.handler().held() == 1; }));
    auto waiting = server.http();
    waiting.send(get("/ping"));
    EXPECT_EQ(waiting.answer().status, 503);
    server.handler().release();
    EXPECT_EQ(running.answer().body, "held");
}

TEST(LimitsTest, SlowHeadersAndSlowBodiesLeaveTheWorkersFree) {
    TestServer server;
    const auto before = threads();
    std::vector<Client> clients;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(server.http());
        clients.back().send("GET /ping HTTP/1.1\r\nHo");
        clients.push_back(server.http());
        clients.back().send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n\r\nxyz");
        clients.push_back(server.http());
        clients.back().send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000000\r\n\r\nxyz");
        clients.push_back(server.http());
        clients.back().send("POST /echo HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    }
    ASSERT_TRUE(eventually([&] { return server.counters().busyWorkers == 2U; }));
    auto client = server.http();
    for (int i = 0; i < 10; ++i) {
        client.send(get("/ping"));
        EXPECT_EQ(client.answer().body, "pong");
    }
    EXPECT_EQ(threads(), before);
}

TEST(LimitsTest, SlowReadersHoldNoWorker) {
    TestServer server;
    std::vector<Client> readers;
    for (int i = 0; i < 12; ++i) {
        readers.push_back(server.http());
        readers.back().send(get(i % 2 == 0 ? "/bytes?20000000" : "/stream?20000000"));
    }
    ASSERT_TRUE(eventually(
        [&] { return server.counters().of(Protocol::Http).requests == 12U && server.counters().busyWorkers == 0U; }));
    auto client = server.http();
    client.send(get("/ping"));
    EXPECT_EQ(client.answer().body, "pong");
    EXPECT_EQ(readers.front().answer().body, octets(20000000));
    EXPECT_EQ(readers.back().answer().body, octets(20000000));
}

TEST(LimitsTest, IdleConnectionsCostNoThread) {
    TestServer server(Values{{"net.headerTime", "1h"}});
    const auto before = threads();
    std::vector<Client> idle;
    for (int i = 0; i < 2000; ++i) idle.push_back(server.http());
    ASSERT_TRUE(eventually([&] { return server.counters().of(Protocol::Http).open == 2000U; }));
    EXPECT_EQ(threads(), before);
    idle.back().send(get("/ping"));
    EXPECT_EQ(idle.back().answer().body, "pong");
    idle.clear();
    EXPECT_TRUE(eventually([&] { return server.counters().of(Protocol::Http).open == 0U; }));
}

TEST(LimitsTest, StopFinishesWhatRuns) {
    TestServer server;
    auto running = server.http();
    running.send(get("/hold"));
    ASSERT_TRUE(eventually([&] { return server.handler().held() == 1; }));
    std::thread stopping([&] { server.server().stop(std::chrono::seconds(10)); });
    EXPECT_TRUE(eventually([&] { return refusesConnections(server); }));
    server.handler().release();
    const auto answer = running.answer();
    EXPECT_EQ(answer.body, "held");
    EXPECT_EQ(answer.header("Connection"), "close");
    running.finishSending();
    stopping.join();
}

TEST(LimitsTest, StopClosesWhatIsIdle) {
    TestServer server;
    auto idle = server.http();
    idle.send(get("/ping"));
    EXPECT_EQ(idle.answer().body, "pong");
    server.server().stop(std::chrono::seconds(10));
    EXPECT_TRUE(idle.closed());
}

TEST(LimitsTest, StopCutsOffWhatDoesNotEnd) {
    TestServer server;
    auto stuck = server.http();
    stuck.shrinkReceiveBuffer();
    stuck.send(get("/bytes?100000000"));
    auto upload = server.http();
    upload.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 1000000\r\n\r\nxyz");
    ASSERT_TRUE(eventually([&] { return server.counters().busyWorkers == 1U; }));
    server.server().stop(std::chrono::milliseconds(50));
    EXPECT_EQ(server.counters().busyWorkers, 0U);
}

TEST(LimitsTest, AnAddressInUseIsAnError) {
    TestServer server;
    EXPECT_THROW(TestServer(Values{{"net.httpPort", std::to_string(server.server().httpPort())}}), Error);
}

}  // namespace
}  // namespace groupware::net::test
