#include "groupware/net/refusal.h"

#include "groupware/base/crypto.h"
#include "groupware/base/log.h"
#include "groupware/net/line_budget.h"
#include "tests/groupware/net/support/ajp_front.h"
#include "tests/groupware/net/support/test_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace groupware::net::test {
namespace {

TEST(LineBudgetTest, SaysHowManyLinesWereLeftOut) {
    constexpr LineBudget::Time kStart{std::chrono::hours(1)};
    LineBudget budget;
    EXPECT_EQ(budget.take(kStart, 2), 0U);
    EXPECT_EQ(budget.take(kStart, 2), 0U);
    EXPECT_EQ(budget.take(kStart + std::chrono::seconds(1), 2), std::nullopt);
    EXPECT_EQ(budget.take(kStart + std::chrono::seconds(59), 2), std::nullopt);
    EXPECT_EQ(budget.take(kStart + std::chrono::seconds(60), 2), 2U);
    EXPECT_EQ(budget.take(kStart + std::chrono::seconds(60), 2), 0U);
    EXPECT_EQ(budget.take(kStart + std::chrono::seconds(61), 2), std::nullopt);
}

TEST(LineBudgetTest, ZeroWritesNothing) {
    LineBudget budget;
    EXPECT_EQ(budget.take(LineBudget::Time{}, 0), std::nullopt);
}

TEST(RefusalTest, KindsStandInTheOrderOfTheEnumerators) {
    EXPECT_EQ(kindOf(Refusal::Malformed).name, "malformed");
    EXPECT_EQ(kindOf(Refusal::SecretWrong).status, 403);
    EXPECT_EQ(kindOf(Refusal::BodyTooSlow).status, 408);
    EXPECT_EQ(kindOf(Refusal::Overload).name, "overload");
    EXPECT_EQ(kindOf(Refusal::TooManyConnections).name, "too-many-connections");
}

TEST(RefusalTest, TheStatusOfAParserNamesItsKind) {
    for (const int status : {400, 413, 414, 431, 501, 505}) EXPECT_EQ(kindOf(headRefusal(status)).status, status);
}

/// The log goes to a file that the test reads.
class RefusalLogTest : public testing::Test {
protected:
    void SetUp() override { log::open({.file = file_, .syslog = "", .name = "test"}); }
    void TearDown() override {
        log::close();
        std::filesystem::remove(file_);
    }

    /// Ends the log; what was written about refusals.
    [[nodiscard]] std::string refusals() const {
        log::close();
        std::ifstream in(file_);
        std::string found;
        for (std::string line; std::getline(in, line);) {
            if (line.find(" refused ") != std::string::npos) found += line + "\n";
        }
        return found;
    }
    static std::size_t lines(const std::string& text) {
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
    static std::uint64_t count(const TestServer& server, Refusal refusal) {
        return server.counters().refusals.at(static_cast<std::size_t>(refusal));
    }

    const std::string file_ =
        std::filesystem::temp_directory_path() / ("yoke-refusals-" + crypto::toHex(crypto::randomBytes(8)));
};

TEST_F(RefusalLogTest, ALineNamesTheRequestAndTheReason) {
    std::string body;
    {
        TestServer server(Values{{"net.bodyBytes", "10000"}});
        auto client = server.http();
        client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 10001\r\n\r\n");
        body = client.answer().body;
        EXPECT_EQ(count(server, Refusal::BodyTooLarge), 1U);
    }
    const auto id = body.substr(body.find("Request ") + 8, body.rfind('\n') - body.find("Request ") - 8);
    const auto line = refusals();
    EXPECT_NE(line.find(id), std::string::npos) << line;
    EXPECT_NE(line.find("status=413 reason=body-too-large peer=127.0.0.1 protocol=http"), std::string::npos) << line;
    EXPECT_NE(line.find("net.bodyBytes"), std::string::npos) << line;
}

TEST_F(RefusalLogTest, EveryStatusLeavesItsLine) {
    TestServer server(Values{{"net.headerTime", "50ms"}, {"net.uriBytes", "300"}, {"net.headerBytes", "2K"}});
    for (const std::string& request :
         {std::string("nonsense\r\n\r\n"), get("/" + std::string(400, 'x')),
          get("/ping", "X: " + std::string(3000, 'x') + "\r\n"), std::string("GET /ping HTTP/1.1\r\nHost:")}) {
        auto client = server.http();
        client.send(request);
        EXPECT_TRUE(client.answer().status >= 400);
    }
    const auto text = refusals();
    for (const char* status : {"status=400", "status=414", "status=431", "status=408"}) {
        EXPECT_NE(text.find(status), std::string::npos) << status << "\n" << text;
    }
    EXPECT_EQ(lines(text), 4U) << text;
}

TEST_F(RefusalLogTest, ABodyThatAHandlerCannotHaveLeavesItsLine) {
    TestServer server(Values{{"net.bodyBytes", "100000"}});
    auto client = server.http();
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n186A1\r\n" + octets(100001) +
                "\r\n0\r\n\r\n");
    EXPECT_EQ(client.answer().status, 413);
    const auto text = refusals();
    EXPECT_EQ(lines(text), 1U) << text;
    EXPECT_NE(text.find("reason=body-too-large"), std::string::npos) << text;
}

TEST_F(RefusalLogTest, AFloodIsCountedButNotWritten) {
    TestServer server(Values{{"net.refusalLines", "3"}});
    for (int i = 0; i < 20; ++i) {
        auto client = server.http();
        client.send("nonsense\r\n\r\n");
        EXPECT_EQ(client.answer().status, 400);
    }
    auto other = server.http();
    other.send("GET / HTTP/2.0\r\nHost: test\r\n\r\n");
    EXPECT_EQ(other.answer().status, 505);
    EXPECT_EQ(count(server, Refusal::Malformed), 20U);
    const auto text = refusals();
    EXPECT_EQ(lines(text), 4U) << text;  // the other reason has its own lines
    EXPECT_NE(text.find("status=505"), std::string::npos) << text;
}

TEST_F(RefusalLogTest, AnUnknownFrontIsToldWhatToSet) {
    TestServer server(Values{{"net.ajpProxies", "192.0.2.1"}});
    auto client = server.ajp();
    EXPECT_TRUE(client.closed());
    EXPECT_TRUE(eventually([&] { return count(server, Refusal::FrontUnknown) == 1; }));
    const auto text = refusals();
    for (const char* part : {"peer=127.0.0.1", "net.ajpProxies", "net.ajpSecretFile", "protocol=ajp"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    }
}

TEST_F(RefusalLogTest, AWrongSecretIsRefusedWithoutShowingEither) {
    TestServer server(Values{{"AJP_SECRET", "sesame"}});
    auto client = server.ajp();
    AjpForward forward;
    forward.attributes = ajpAttribute(12, "open-up");
    client.send(forward.packet());
    EXPECT_EQ(ajpAnswer(client).status, 403);
    const auto text = refusals();
    EXPECT_NE(text.find("status=403 reason=secret-wrong"), std::string::npos) << text;
    EXPECT_EQ(text.find("sesame"), std::string::npos);
    EXPECT_EQ(text.find("open-up"), std::string::npos);
}

TEST_F(RefusalLogTest, ABrokenPacketIsCountedAndLogged) {
    TestServer server;
    auto client = server.ajp();
    client.send("GET / HTTP/1.1\r\n\r\n");
    EXPECT_TRUE(client.closed());
    EXPECT_EQ(count(server, Refusal::PacketMalformed), 1U);
    EXPECT_NE(refusals().find("reason=packet-malformed"), std::string::npos);
}

}  // namespace
}  // namespace groupware::net::test
