#include "admin/cli/rest_client.h"

#include "admin/cli/failure.h"

#include <Poco/Net/ServerSocket.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>
#include <thread>

namespace admin::cli {
namespace {

void say(Poco::Net::StreamSocket& to, std::string_view text) {
    to.sendBytes(text.data(), static_cast<int>(text.size()));
}

/// Takes one connection, lets the body come, refuses it after some octets and closes at once.
void refuseOnce(Poco::Net::ServerSocket& listener) {
    auto client = listener.acceptConnection();
    std::string head;
    while (head.find("\r\n\r\n") == std::string::npos) {
        char octet = 0;
        ASSERT_EQ(client.receiveBytes(&octet, 1), 1);
        head += octet;
    }
    say(client, "HTTP/1.1 100 Continue\r\n\r\n");
    std::string some(1'000, ' ');
    ASSERT_GT(client.receiveBytes(some.data(), static_cast<int>(some.size())), 0);
    const std::string why = R"({"message":"Context 7 already exists!","problem":110})";
    say(client, "HTTP/1.1 409 Conflict\r\nContent-Length: " + std::to_string(why.size()) + "\r\n\r\n" + why);
}

// RFC 9112 section 9.6: whoever closes with octets unread resets the connection under who sends them.
TEST(RestClient, SaysWhyABodyWasRefusedThatCouldNotGoWhole) {
    for (int round = 0; round < 20; ++round) {
        Poco::Net::ServerSocket listener(Poco::Net::SocketAddress("127.0.0.1", 0));
        std::thread daemon([&] { refuseOnce(listener); });
        std::istringstream body(std::string(std::size_t{16} << 20U, 'x'));
        RestClient client("http://127.0.0.1:" + std::to_string(listener.address().port()), {}, {});
        try {
            client.upload("/contexts/7/archive", body, std::int64_t{16} << 20U, [](std::int64_t) {});
            ADD_FAILURE() << "it was refused";
        } catch (const Failure& failure) {
            EXPECT_EQ(std::string(failure.what()), "Server response: Context 7 already exists!");
        }
        daemon.join();
    }
}

}  // namespace
}  // namespace admin::cli
