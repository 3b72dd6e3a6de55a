#include "groupware/smtp/connection.h"

#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"
#include "groupware/smtp/options.h"
#include "tests/support/error_code.h"
#include "tests/support/smtp_server.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace groupware::smtp {
namespace {

using ::test::codeOf;
using ::test::SmtpServer;
using ::test::TlsFiles;

constexpr const char* kFrom = "anna@example.com";
constexpr const char* kTo = "carol@example.org";
constexpr const char* kMail = "Subject: x\r\n\r\nHello\r\n";

Settings settingsOf(const SmtpServer& server) {
    return {.host = "127.0.0.1", .port = static_cast<std::uint16_t>(server.port()), .helloName = "node.example.com"};
}

std::optional<Refused> refusal(Connection& connection, const std::string& to = kTo) {
    try {
        connection.send(kFrom, to, kMail);
    } catch (const Refused& refused) {
        return refused;
    }
    return std::nullopt;
}

TEST(SmtpConnection, DeliversOctetForOctet) {
    const SmtpServer server;
    Connection connection(settingsOf(server));
    std::string octets = "Subject: dots\r\n\r\n.\r\n..\r\n.a\r\na.\r\n\r\nend\r\n";  // RFC 5321 section 4.5.2
    connection.send(kFrom, kTo, octets);
    std::string large = "Subject: large\r\n\r\n";
    while (large.size() < 1'000'000) large += std::string(76, 'x') + "\r\n";
    connection.send(kFrom, "dora@example.org", large);
    const auto mails = server.mails();
    ASSERT_EQ(mails.size(), 2U);
    EXPECT_EQ(mails[0].from, kFrom);
    EXPECT_EQ(mails[0].to, kTo);
    EXPECT_EQ(mails[0].octets, octets);
    EXPECT_EQ(mails[1].to, "dora@example.org");
    EXPECT_EQ(mails[1].octets, large);
}

// RFC 5321 section 4.2.1 and RFC 3463.
TEST(SmtpConnection, TellsForNowFromForEver) {
    const SmtpServer server;
    server.answer(kTo, "451 4.3.0 come back later");
    server.answer(kTo, "550 5.1.1 nobody of that name");
    server.answer("DATA", "554 5.6.0 do not like it");
    server.answer("DATA", "452 full");
    Connection connection(settingsOf(server));
    const auto later = refusal(connection);
    ASSERT_TRUE(later);
    EXPECT_FALSE(later->permanent());
    EXPECT_EQ(later->code(), 451);
    EXPECT_EQ(later->enhanced(), "4.3.0");
    const auto never = refusal(connection);
    ASSERT_TRUE(never);
    EXPECT_TRUE(never->permanent());
    EXPECT_EQ(never->enhanced(), "5.1.1");
    EXPECT_NE(std::string(never->what()).find("nobody of that name"), std::string::npos);
    EXPECT_TRUE(refusal(connection)->permanent());
    const auto full = refusal(connection);
    EXPECT_FALSE(full->permanent());
    EXPECT_EQ(full->enhanced(), "");
    EXPECT_FALSE(refusal(connection));  // and goes on to work
    EXPECT_EQ(server.mails().size(), 1U);
}

TEST(SmtpConnection, AddressesCannotBringCommandsAlong) {
    const SmtpServer server;
    Connection connection(settingsOf(server));
    for (const auto* address : {"a@b>\r\nRCPT TO:<c@d", "a b@c", "", "\u00FC@a>b.example", "\xFC@example.org"})
        EXPECT_EQ(codeOf([&] { connection.send(kFrom, address, kMail); }), ErrorCode::BadRequest) << address;
    EXPECT_TRUE(server.mails().empty());
    EXPECT_FALSE(refusal(connection));
}

// RFC 5890 and RFC 6531: a domain has a form in ASCII, a local part has not.
TEST(SmtpConnection, AddressesMayBeBeyondAscii) {
    SmtpServer server;
    {
        Connection connection(settingsOf(server));
        EXPECT_FALSE(refusal(connection, "carol@B\u00FCcher.example"));
        const auto refused = refusal(connection, "b\u00E4r@example.org");
        ASSERT_TRUE(refused);
        EXPECT_TRUE(refused->permanent());
        EXPECT_EQ(refused->enhanced(), "5.6.7");
        EXPECT_NE(std::string(refused->what()).find("does not take non-ASCII addresses"), std::string::npos);
        EXPECT_FALSE(refusal(connection)) << "the connection goes on to work";
    }
    server.kill();
    server.offerUtf8();
    server.start();
    Connection connection(settingsOf(server));
    EXPECT_FALSE(refusal(connection, "b\u00E4r@b\u00FCcher.example"));
    const std::string octets = "Reply-To: b\u00E4r@example.org\r\n\r\nHello\r\n";  // RFC 6532
    connection.send(kFrom, kTo, octets);
    const auto mails = server.mails();
    ASSERT_EQ(mails.size(), 4U);
    EXPECT_EQ(mails[0].to, "carol@xn--bcher-kva.example");
    EXPECT_EQ(mails[1].to, kTo);
    EXPECT_EQ(mails[2].to, "b\u00E4r@xn--bcher-kva.example");
    EXPECT_EQ(mails[3].octets, octets);
}

/// Greets one client, serves him, and hangs up.
class RudeServer {
public:
    using Socket = Poco::Net::StreamSocket;

    explicit RudeServer(std::function<void(Socket&)> serve, std::string greeting = "220 ready\r\n")
        : serve_(std::move(serve)), greeting_(std::move(greeting)) {}
    ~RudeServer() { listener_.close(); }
    RudeServer(const RudeServer&) = delete;
    RudeServer& operator=(const RudeServer&) = delete;

    [[nodiscard]] Settings settings() const {
        return {.host = "127.0.0.1", .port = listener_.address().port(), .helloName = "node.example.com"};
    }
    static void say(Socket& socket, std::string_view words) {
        for (std::size_t sent = 0; sent < words.size();) {
            const int count = socket.sendBytes(words.data() + sent, static_cast<int>(words.size() - sent));
            if (count <= 0) return;
            sent += static_cast<std::size_t>(count);
        }
    }
    /// A command.
    static void hear(Socket& socket) {
        std::array<char, 256> buffer{};
        socket.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
    }

private:
    std::function<void(Socket&)> serve_;
    std::string greeting_;
    Poco::Net::ServerSocket listener_{Poco::Net::SocketAddress("127.0.0.1", 0)};
    std::jthread thread_{[this] {
        try {
            auto socket = listener_.acceptConnection();
            say(socket, greeting_);
            serve_(socket);
        } catch (const Poco::Exception&) {  // NOLINT(bugprone-empty-catch): the client hung up first
        }
    }};
};

RudeServer::Socket securedBy(const TlsFiles& tls, RudeServer::Socket& socket) {
    namespace net = Poco::Net;
    const net::Context::Ptr context =
        new net::Context(net::Context::TLS_SERVER_USE, tls.serverKey(), tls.serverCertificate(), "",
                         net::Context::VERIFY_NONE);  // NOLINT(cppcoreguidelines-owning-memory): Poco owns it
    return net::SecureStreamSocket::attach(socket, context);
}

/// An octet at a time. @return whether the client hung up before all was said
bool sayALittle(RudeServer::Socket& socket, std::string_view words) {
    constexpr int kPause = 50'000;  // microseconds
    for (const char c : words) {
        if (socket.poll(Poco::Timespan(kPause), Poco::Net::Socket::SELECT_READ)) return true;
        RudeServer::say(socket, std::string_view(&c, 1));
    }
    return false;
}

TEST(SmtpConnection, AServerThatEndsWithinAReplyOrNeverEndsItIsUnavailable) {
    std::string endless;
    while (endless.size() <= kMaxReplyOctets) endless += "250-and so on\r\n";
    for (const auto& words : {std::string("250-node\r\n250-SIZE 1000\r\n"), std::string("250-no"), std::string(),
                              std::string("HTTP/1.1 400 Bad Request\r\n\r\n"), endless}) {
        const RudeServer server([&](RudeServer::Socket& socket) {
            RudeServer::hear(socket);
            RudeServer::say(socket, words);
        });
        EXPECT_EQ(codeOf([&] { Connection{server.settings()}; }), ErrorCode::Unavailable) << words.substr(0, 40);
    }
}

// smtp.timeout is for an answer, however many pieces it comes in.
TEST(SmtpConnection, AServerThatAnswersLittleByLittleIsUnavailable) {
    const RudeServer server([](RudeServer::Socket& socket) {
        RudeServer::hear(socket);
        sayALittle(socket, "250-one\r\n250-two\r\n250-three\r\n250-four\r\n250 five\r\n");
        RudeServer::hear(socket);
    });
    auto settings = server.settings();
    settings.timeout = std::chrono::milliseconds(500);
    EXPECT_EQ(codeOf([&] { Connection{settings}; }), ErrorCode::Unavailable);
}

TEST(SmtpConnection, ARecordOfTlsThatComesLittleByLittleIsNoAnswerEither) {
    const TlsFiles tls("IP:127.0.0.1");
    bool hungUp = false;
    {
        const RudeServer server([&](RudeServer::Socket& socket) {
            RudeServer::hear(socket);
            RudeServer::say(socket, "250-node\r\n250 STARTTLS\r\n");
            RudeServer::hear(socket);
            RudeServer::say(socket, "220 go\r\n");
            auto secure = securedBy(tls, socket);
            RudeServer::hear(secure);
            // RFC 8446 section 5.1: application data, 8192 octets of it.
            hungUp = sayALittle(socket, "\x17\x03\x03\x20" + std::string(60, '\0'));
        });
        auto settings = server.settings();
        settings.security = Settings::Security::StartTls;
        settings.authority = tls.authority();
        settings.timeout = std::chrono::milliseconds(500);
        EXPECT_EQ(codeOf([&] { Connection{settings}; }), ErrorCode::Unavailable);
    }
    EXPECT_TRUE(hungUp) << "and nobody waited for the end";
}

// RFC 3207 section 6: who is in between may put words into the clear part, to be taken for the server's.
TEST(SmtpConnection, WhatFollowsTheReplyToStartTlsInTheClearIsNoAnswer) {
    const TlsFiles tls("IP:127.0.0.1");
    const RudeServer server([&](RudeServer::Socket& socket) {
        RudeServer::hear(socket);
        RudeServer::say(socket, "250-node\r\n250 STARTTLS\r\n");
        RudeServer::hear(socket);
        RudeServer::say(socket, "220 go\r\n250 x\r\n");
        auto secure = securedBy(tls, socket);
        RudeServer::hear(secure);
        RudeServer::say(secure, "250 node\r\n");
        RudeServer::hear(secure);
    });
    auto settings = server.settings();
    settings.security = Settings::Security::StartTls;
    settings.authority = tls.authority();
    EXPECT_EQ(codeOf([&] { Connection{settings}; }), ErrorCode::Unavailable);
}

TEST(SmtpConnection, AServerThatIsAwayIsUnavailable) {
    SmtpServer server;
    Connection connection(settingsOf(server));
    server.kill();
    EXPECT_EQ(codeOf([&] { connection.send(kFrom, kTo, kMail); }), ErrorCode::Unavailable);
    EXPECT_EQ(codeOf([&] { Connection{settingsOf(server)}; }), ErrorCode::Unavailable);
    server.start();
    Connection(settingsOf(server)).send(kFrom, kTo, kMail);
    EXPECT_EQ(server.mails().size(), 1U);
}

class SmtpSecurity : public testing::TestWithParam<Settings::Security> {
protected:
    [[nodiscard]] static SmtpServer::Security offered() {
        return GetParam() == Settings::Security::Tls ? SmtpServer::Security::Tls : SmtpServer::Security::StartTls;
    }
};
INSTANTIATE_TEST_SUITE_P(Both, SmtpSecurity, testing::Values(Settings::Security::StartTls, Settings::Security::Tls));

TEST_P(SmtpSecurity, EncryptsProvesTheServerAndLogsIn) {
    const TlsFiles tls("IP:127.0.0.1,DNS:localhost");
    const TlsFiles others("IP:127.0.0.1");
    const ::test::TemporaryDirectory secrets;
    const std::string password = secrets.path() / "password";
    writeSecretFile(password, "s3cret");
    const SmtpServer server(&tls, offered(), "yoke:s3cret");
    auto settings = settingsOf(server);
    settings.security = GetParam();
    settings.authority = tls.authority();
    settings.user = "yoke";
    settings.passwordFile = password;
    Connection(settings).send(kFrom, kTo, kMail);
    EXPECT_EQ(server.mails().size(), 1U);

    auto wrong = settings;
    wrong.authority = others.authority();
    EXPECT_EQ(codeOf([&] { Connection{wrong}; }), ErrorCode::Unavailable);
    writeSecretFile(password, "wrong");
    try {
        Connection{settings};
        FAIL() << "logged in with a wrong password";
    } catch (const Refused& refused) {
        EXPECT_EQ(refused.code(), 535);  // RFC 4954 section 6
    }
    EXPECT_EQ(server.mails().size(), 1U);
}

TEST(SmtpSettings, ALoginNeverGoesInTheClear) {
    const auto load = [](const std::map<std::string, std::string>& values) {
        return Settings::from(Configuration(options(), values));
    };
    EXPECT_EQ(load({{"smtp.security", "starttls"}, {"smtp.user", "yoke"}}).security, Settings::Security::StartTls);
    EXPECT_EQ(codeOf([&] { load({{"smtp.user", "yoke"}}); }), ErrorCode::BadRequest);
    EXPECT_EQ(codeOf([&] { load({{"smtp.security", "maybe"}}); }), ErrorCode::BadRequest);
    const SmtpServer server;  // that does not offer STARTTLS
    auto settings = settingsOf(server);
    settings.security = Settings::Security::StartTls;
    EXPECT_THROW(Connection{settings}, Refused);
}

}  // namespace
}  // namespace groupware::smtp
