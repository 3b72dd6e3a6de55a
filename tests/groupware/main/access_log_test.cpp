#include "groupware/main/access_log.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/base/log.h"
#include "tests/groupware/http/fake_request.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace groupware::main {
namespace {

/// Serves as user 3 of context 7 with two statements.
class Served final : public http::Handler {
public:
    http::Response handle(const http::Request& request) override {
        request.notes() = {.operation = "infostore/get", .context = ContextId{7}, .user = UserId{3}};
        auto* counters = dbpool::CountingScope::current();
        counters->statements = 2;
        counters->sqlTime = std::chrono::microseconds(1500);
        counters->replicaReads = 1;
        http::Response response;
        response.body = "12345";
        return response;
    }
};

TEST(AccessLog, OneLineTellsWhoDidWhatAndWhatItCostButNoNames) {
    const auto path = std::filesystem::temp_directory_path() / ("yoke-access-" + std::to_string(::getpid()));
    log::open({.file = path, .syslog = "", .name = "test"});
    {
        http::test::FakeRequest request("GET", "/ajax/infostore/secret-name?action=get&session=abcdef");
        request.request->setRoute("/ajax", 1);
        const log::RequestScope scope("r-1");
        Served served;
        const auto response = AccessLog().apply(*request, served);
        response.sent({.status = 200,
                       .octets = 5,
                       .complete = true,
                       .took = std::chrono::microseconds(12'340),
                       .waiting = std::chrono::milliseconds(3)});
    }
    log::close();
    std::ifstream in(path);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    std::filesystem::remove(path);
    const std::regex expected(
        R"(\S+ Information: request method=GET route=/ajax operation=infostore/get context=7 user=3 status=200 bytes=5 cut=0 )"
        R"(ms=12\.3 parkedMs=3\.0 sql=2 sqlMs=1\.5 replica=1 master=0 writes=0 waits=0 misses=0 unproven=0 request=r-1\n)");
    EXPECT_TRUE(std::regex_match(text, expected)) << text;
    EXPECT_EQ(dbpool::CountingScope::current(), nullptr);
}

}  // namespace
}  // namespace groupware::main
