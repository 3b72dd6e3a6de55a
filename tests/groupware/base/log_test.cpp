#include "groupware/base/log.h"

#include "groupware/base/error.h"
#include "groupware/base/log_options.h"

#include <Poco/Net/DatagramSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <thread>

namespace groupware {
namespace {

class LogTest : public testing::Test {
protected:
    void SetUp() override {
        path_ = std::filesystem::temp_directory_path() / ("yoke-log-" + std::to_string(::getpid()));
        remove();
    }
    void TearDown() override { remove(); }
    void remove() const {
        std::filesystem::remove(path_);
        std::filesystem::remove(rotated());
    }
    [[nodiscard]] std::filesystem::path rotated() const { return path_.string() + ".1"; }

    static std::string contents(const std::filesystem::path& path) {
        std::ifstream in(path);
        return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    }

    /// The writer is another thread.
    void waitFor(const std::string& word) const {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (contents(path_).find(word) == std::string::npos && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::yield();
        }
    }

    std::filesystem::path path_;
};

TEST_F(LogTest, ALineHasTimeLevelEventFieldsAndRequest) {
    log::open({.file = path_, .syslog = "", .name = "test"});
    {
        const log::RequestScope request("r-1");
        log::information("session.created", {{"context", 1}, {"what", "two words\nand \"more\""}, {"empty", ""}});
    }
    log::warning("outside");
    log::debug("too detailed");
    log::close();
    const std::string text = contents(path_);
    const std::regex expected(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z Information: session\.created context=1 )"
                              R"(what="two words\\nand \\"more\\"" empty="" request=r-1\n\S+ Warning: outside\n)");
    EXPECT_TRUE(std::regex_match(text, expected)) << text;
}

TEST_F(LogTest, TheLevelCanBeChanged) {
    log::open({.file = path_, .syslog = "", .name = "test", .level = log::Level::Error});
    log::warning("first");
    log::setLevel(log::Level::Debug);
    log::debug("second");
    log::close();
    const std::string text = contents(path_);
    EXPECT_EQ(text.find("first"), std::string::npos) << text;
    EXPECT_NE(text.find("second"), std::string::npos) << text;
}

TEST_F(LogTest, AfterRotationLinesGoToANewFile) {
    log::open({.file = path_, .syslog = "", .name = "test"});
    log::information("before");
    waitFor("before");
    std::filesystem::rename(path_, rotated());
    log::reopen();
    log::information("after");
    log::close();
    EXPECT_EQ(contents(rotated()).find("after"), std::string::npos);
    EXPECT_NE(contents(path_).find("after"), std::string::npos);
}

TEST_F(LogTest, EveryLineGoesToTheRemoteSyslogToo) {
    Poco::Net::DatagramSocket syslog(Poco::Net::SocketAddress("127.0.0.1", 0));
    syslog.setReceiveTimeout(Poco::Timespan(10, 0));
    log::open({.file = path_, .syslog = syslog.address().toString(), .name = "yoke-test"});
    log::warning("disk.full", {{"percent", 99}});
    std::array<char, 1024> packet{};
    const auto size = syslog.receiveBytes(packet.data(), static_cast<int>(packet.size()));
    log::close();
    const std::string text(packet.data(), static_cast<std::size_t>(size));
    // RFC 5424 section 6.2: <facility * 8 + severity>1 time host name ...
    EXPECT_TRUE(std::regex_search(text, std::regex(R"(^<\d+>1 \d{4}-.* yoke-test .*disk\.full percent=99)"))) << text;
    EXPECT_NE(contents(path_).find("disk.full"), std::string::npos);
}

TEST(LogOptions, UnknownLevelsAreRefused) {
    EXPECT_EQ(log::parseLevel("debug"), log::Level::Debug);
    EXPECT_THROW((void)log::parseLevel("loud"), Error);
}

}  // namespace
}  // namespace groupware
