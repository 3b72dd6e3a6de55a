#include "tests/groupware/net/support/ajp_front.h"
#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

/// Requests that wait in the reactor until they can be answered.
namespace groupware::net::test {
namespace {

using namespace std::chrono_literals;

std::uint64_t parkedNow(const TestServer& server) {
    return server.counters().parkedNow;
}

bool eventuallyParked(const TestServer& server, std::uint64_t count) {
    return eventually([&] { return parkedNow(server) == count; });
}

int pingStatus(const TestServer& server) {
    auto client = server.http();
    client.send(get("/ping"));
    return client.answer().status;
}

TEST(ParkingTest, WaitingRequestsHoldNoWorkerAndAreHandledAnewWithTheirBodies) {
    TestServer server(Values{{"net.workers", "1"}});
    std::vector<Client> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(server.http());
        clients.back().send(post("/park?60000", "body " + std::to_string(i)));
    }
    ASSERT_TRUE(eventuallyParked(server, 20));
    EXPECT_EQ(pingStatus(server), 200);
    EXPECT_EQ(server.handler().parkRuns(), 20U);
    server.handler().release();
    for (int i = 0; i < 20; ++i) {
        const auto answer = clients[static_cast<std::size_t>(i)].answer();
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "body " + std::to_string(i));
    }
    EXPECT_EQ(server.handler().parkRuns(), 40U) << "once before the wait, once after it";
    EXPECT_EQ(parkedNow(server), 0U);
}

TEST(ParkingTest, TheConnectionGoesOnAfterwards) {
    TestServer server;
    auto client = server.http();
    client.send(post("/park?60000", "first") + get("/ping"));
    ASSERT_TRUE(eventuallyParked(server, 1));
    server.handler().release();
    EXPECT_EQ(client.answer().body, "first");
    EXPECT_EQ(client.answer().body, "pong");
    client.send(post("/echo", "third"));
    EXPECT_EQ(client.answer().body, "third");
}

TEST(ParkingTest, WhenTheTimePassesTheAnswerThatWasKeptBackGoesOut) {
    TestServer server;
    auto client = server.http();
    const auto start = std::chrono::steady_clock::now();
    client.send(post("/park?300", "body"));
    const auto answer = client.answer();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body, "later");
    EXPECT_GE(std::chrono::steady_clock::now() - start, 300ms);
    client.send(get("/ping"));
    EXPECT_EQ(client.answer().status, 200);
}

TEST(ParkingTest, WithoutRoomTheAnswerGoesOutAtOnceAndAClientThatLeavesMakesRoom) {
    TestServer server(Values{{"net.parkedRequests", "2"}});
    auto first = server.http();
    first.send(post("/park?60000", "first"));
    {
        auto second = server.http();
        second.send(post("/park?60000", "second"));
        ASSERT_TRUE(eventuallyParked(server, 2));
        auto third = server.http();
        third.send(post("/park?60000", "third"));
        EXPECT_EQ(third.answer().status, 503);
        EXPECT_EQ(server.counters().parkingFull, 1U);
    }
    ASSERT_TRUE(eventuallyParked(server, 1));
    EXPECT_EQ(server.counters().parkedLeft, 1U);
    auto fourth = server.http();
    fourth.send(post("/park?60000", "fourth"));
    ASSERT_TRUE(eventuallyParked(server, 2));
    server.handler().release();
    EXPECT_EQ(first.answer().body, "first");
    EXPECT_EQ(fourth.answer().body, "fourth");
}

TEST(ParkingTest, ARequestWhoseBodyIsGoneCannotWait) {
    TestServer server(Values{{"net.bufferedBodyBytes", "1K"}});
    auto client = server.http();
    client.send(post("/park?60000", octets(100'000)));
    EXPECT_EQ(client.answer().status, 503);
    EXPECT_EQ(parkedNow(server), 0U);
}

TEST(ParkingTest, AServerThatStopsAnswersWhatWaits) {
    TestServer server;
    auto client = server.http();
    client.send(post("/park?60000", "body"));
    ASSERT_TRUE(eventuallyParked(server, 1));
    std::thread stopping([&] { server.server().stop(10s); });
    EXPECT_EQ(client.answer().status, 503);
    EXPECT_TRUE(client.closed());
    stopping.join();
}

TEST(ParkingTest, BehindAFrontItIsTheSame) {
    TestServer server;
    auto front = server.ajp();
    front.send(postTo("/park?60000", 4).packet() + ajpData("body"));
    ASSERT_TRUE(eventuallyParked(server, 1));
    server.handler().release();
    const auto answer = ajpAnswer(front);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "body");
    EXPECT_TRUE(answer.reuse);
    auto chunked = server.ajp();
    chunked.send(chunkedPostTo("/park?60000").packet());
    EXPECT_EQ(ajpAnswer(chunked, {"in ", "pieces"}).body, "in pieces");
}

TEST(ParkingTest, ManyThatComeAndGoLeaveNothingBehind) {
    TestServer server(Values{{"net.workers", "2"}});
    for (int round = 0; round < 20; ++round) {
        std::vector<Client> clients;
        for (int i = 0; i < 10; ++i) {
            clients.push_back(server.http());
            clients.back().send(post("/park?" + std::to_string(i % 2 == 0 ? 60000 : 20), "body"));
        }
        for (std::size_t i = 1; i < clients.size(); i += 2) EXPECT_EQ(clients[i].answer().status, 503);
    }
    EXPECT_TRUE(eventuallyParked(server, 0));
    EXPECT_TRUE(eventually([&] { return server.counters().of(Protocol::Http).open == 0U; }));
    EXPECT_EQ(pingStatus(server), 200);
}

// ---- what is told about an answer

TEST(SentTest, ItIsToldWhenTheLastOctetIsOut) {
    TestServer server;
    auto client = server.http();
    client.send(get("/bytes?3000000"));
    EXPECT_EQ(client.answer().body.size(), 3'000'000U);
    ASSERT_TRUE(eventually([&] { return server.handler().sent().size() == 1; }));
    const auto sent = server.handler().sent().front();
    EXPECT_EQ(sent.status, 200);
    EXPECT_EQ(sent.octets, 3'000'000U);
    EXPECT_TRUE(sent.complete);
    EXPECT_GT(sent.took, 0ns);
}

TEST(SentTest, OfAClientThatLeavesOnlyWhatWentOutCounts) {
    TestServer server;
    {
        auto client = server.http();
        client.shrinkReceiveBuffer();
        client.send(get("/bytes?300000000"));
        static_cast<void>(client.receive(1000));
        EXPECT_TRUE(server.handler().sent().empty());
    }
    ASSERT_TRUE(eventually([&] { return server.handler().sent().size() == 1; }));
    EXPECT_FALSE(server.handler().sent().front().complete);
    EXPECT_GT(server.handler().sent().front().octets, 0U);
    EXPECT_LT(server.handler().sent().front().octets, 300'000'000U);
}

TEST(SentTest, ARequestThatWaitedIsToldOnceWithItsWait) {
    TestServer server;
    auto client = server.http();
    client.send(post("/park?200", "body"));
    EXPECT_EQ(client.answer().status, 503);
    client.send(post("/park?60000", "body"));
    ASSERT_TRUE(eventuallyParked(server, 1));
    server.handler().release();
    EXPECT_EQ(client.answer().status, 200);
    ASSERT_TRUE(eventually([&] { return server.handler().sent().size() == 2; }));
    const auto sent = server.handler().sent();
    EXPECT_EQ(sent[0].status, 503);
    EXPECT_GE(sent[0].waiting, 200ms);
    EXPECT_GE(sent[0].took, sent[0].waiting);
    EXPECT_EQ(sent[1].status, 200);
    EXPECT_GT(sent[1].waiting, 0ns);
    EXPECT_EQ(sent[1].octets, 4U);
}

TEST(SentTest, AnAnswerWithoutBodyHasNoOctets) {
    TestServer server;
    auto client = server.http();
    client.send("HEAD /text?5000 HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.answer(true).status, 200);
    ASSERT_TRUE(eventually([&] { return server.handler().sent().size() == 1; }));
    EXPECT_EQ(server.handler().sent().front().octets, 0U);
    EXPECT_TRUE(server.handler().sent().front().complete);
}

}  // namespace
}  // namespace groupware::net::test
