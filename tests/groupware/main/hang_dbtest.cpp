#include "groupware/base/crypto.h"
#include "groupware/main/all_options.h"
#include "groupware/main/node.h"
#include "groupware/main/objects/context_schemas.h"
#include "tests/support/eventually.h"
#include "tests/support/installation.h"
#include "tests/support/mariadb_server.h"
#include "tests/support/temporary_directory.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <string>

namespace groupware::main {
namespace {

using namespace std::chrono_literals;

/// A node whose config DB and contexts are on servers of their own, which may hang.
class HangingDatabaseTest : public testing::Test {
public:
    ~HangingDatabaseTest() override {
        contexts_.resume();
        config_.resume();
        node_->stop();
    }

protected:
    static constexpr ContextId kContext{7};

    HangingDatabaseTest() {
        installation_.createContext(kContext);
        node_ = std::make_unique<Node>(configuration_, clock_);
        node_->start();
        EXPECT_TRUE(ready("configdb_servers ok: master, ")) << body_;
    }

    std::string secretFile(const std::string& name, const std::string& text) const {
        const auto path = files_.path() / name;
        std::ofstream(path) << text;
        ::chmod(path.c_str(), S_IRUSR | S_IWUSR);
        return path;
    }

    Configuration configure() const {
        const std::string url = "mysql://127.0.0.1:" + std::to_string(config_.port()) + "/hang_config";
        return Configuration(options_,
                             {{"readUrl", url},
                              {"writeUrl", url},
                              {"configdb.user", config_.endpoint().user},
                              {"configdb.passwordFile", secretFile("password", config_.endpoint().password)},
                              {"cluster.keyFile", secretFile("key", crypto::toHex(::test::Installation::clusterKey()))},
                              {"AJP_JVM_ROUTE", "OX-1"},
                              {"net.httpPort", "0"},
                              {"AJP_PORT", "0"},
                              {"dbpool.connectTimeout", "1s"},
                              {"dbpool.answerTimeout", "1s"}});
    }

    /// Asks /ready until its text has the line. @return false if it never does, or if an answer took long
    bool ready(const std::string& line) {
        return ::test::eventually(20s, [&] {
            const auto start = std::chrono::steady_clock::now();
            Poco::Net::HTTPClientSession session("127.0.0.1", static_cast<Poco::UInt16>(node_->httpPort()));
            Poco::Net::HTTPRequest request("GET", "/ready", "HTTP/1.1");
            session.sendRequest(request);
            Poco::Net::HTTPResponse response;
            body_.clear();
            Poco::StreamCopier::copyToString(session.receiveResponse(response), body_);
            status_ = response.getStatus();
            EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
            return body_.find(line) != std::string::npos;
        });
    }

    SystemClock clock_;
    ::test::MariaDbServer config_;
    ::test::MariaDbServer contexts_;
    ::test::TemporaryDirectory files_{"hang"};
    ::test::Installation installation_{
        {.config = config_.endpoint(), .master = contexts_.endpoint(), .replica = std::nullopt},
        "hang",
        contextSchemas()};
    std::vector<AnyOption> options_ = allOptions();
    ConfigurationSource configuration_{configure()};
    std::unique_ptr<Node> node_;
    int status_ = 0;
    std::string body_;
};

TEST_F(HangingDatabaseTest, AConfigDatabaseThatHangsIsReportedAndTheNodeStaysInService) {
    config_.suspend();
    EXPECT_TRUE(ready("configdb_servers warning: no master, read-only, 0 of 1 servers answer\n")) << body_;
    EXPECT_EQ(status_, 200) << body_;
    config_.resume();
    EXPECT_TRUE(ready("configdb_servers ok: master, ")) << body_;
}

}  // namespace
}  // namespace groupware::main
