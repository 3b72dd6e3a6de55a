#include "groupware/smtp/connection.h"

#include "groupware/base/base64.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"
#include "groupware/formats/mime/international_address.h"

#include <Poco/Environment.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace groupware::smtp {
namespace {

namespace net = Poco::Net;

constexpr std::size_t kLongestPiece = std::size_t{64} << 10U;
constexpr std::size_t kReadOctets = 4096;

/// RFC 6531 section 3.1.
constexpr std::string_view kInternational = "SMTPUTF8";

/// What a server with the extension would answer for somebody it cannot reach. RFC 6531 section 3.6.
Refused withoutUtf8() {
    return Refused({.code = 553, .lines = {"5.6.7 the mail server does not take non-ASCII addresses"}});
}

/// Lines that begin with a dot get another one, and one dot ends the message. RFC 5321 section 4.5.2.
std::string stuffed(std::string_view octets) {
    std::string out;
    out.reserve(octets.size() + 16);
    bool lineBegins = true;
    for (const char c : octets) {
        if (lineBegins && c == '.') out += '.';
        out += c;
        lineBegins = c == '\n';
    }
    return out + ".\r\n";
}

net::Context::Ptr contextOf(const Settings& settings) {
    return new net::Context(net::Context::TLS_CLIENT_USE, "", "", settings.authority, net::Context::VERIFY_STRICT, 9,
                            settings.authority.empty());  // NOLINT(cppcoreguidelines-owning-memory): Poco owns it
}

Poco::Timespan timespanOf(std::chrono::milliseconds time) {
    return {std::chrono::duration_cast<std::chrono::microseconds>(time).count()};
}

net::StreamSocket connect(const Settings& settings) {
    net::StreamSocket socket;
    socket.connect(net::SocketAddress(settings.host, settings.port), timespanOf(settings.timeout));
    socket.setReceiveTimeout(timespanOf(settings.timeout));
    socket.setSendTimeout(timespanOf(settings.timeout));
    return socket;
}

/// Shakes hands at once and proves that the server is who the settings name.
net::SecureStreamSocket secured(const net::StreamSocket& socket, const Settings& settings) {
    auto secure = net::SecureStreamSocket::attach(socket, settings.host, contextOf(settings));
    secure.setReceiveTimeout(timespanOf(settings.timeout));
    secure.setSendTimeout(timespanOf(settings.timeout));
    return secure;
}

}  // namespace

/// The dialog: commands and replies, one after the other.
class Connection::Session {
public:
    explicit Session(const Settings& settings)
        : wire_(connect(settings)),
          socket_(settings.security == Settings::Security::Tls ? secured(wire_, settings) : wire_),
          timeout_(settings.timeout),
          hello_(settings.helloName.empty() ? Poco::Environment::nodeName() : settings.helloName) {
        expect(2);
        hello();
        if (settings.security == Settings::Security::StartTls) startTls(settings);
        if (!settings.user.empty()) logIn(settings);
    }

    void require(const std::string& line, int wanted) {
        sendOctets(line + "\r\n");
        expect(wanted);
    }

    /// The text of a message, after DATA.
    void requireText(std::string_view octets) {
        sendOctets(stuffed(octets));
        expect(2);
    }

    [[nodiscard]] bool offers(std::string_view extension) const { return offer_.extension(extension).has_value(); }

    /// A server that closes after a refusal (421) does not hear it, and the next message finds out.
    void tell(const std::string& line) noexcept {
        try {
            sendOctets(line + "\r\n");
            (void)receive();
        } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
        }
    }

private:
    void sendOctets(std::string_view octets) {
        for (std::size_t sent = 0; sent < octets.size();) {
            const auto piece = std::min(octets.size() - sent, kLongestPiece);
            const int count = socket_.sendBytes(octets.data() + sent, static_cast<int>(piece));
            if (count <= 0) throw net::ConnectionResetException();
            sent += static_cast<std::size_t>(count);
        }
    }

    /// There is one deadline for all of a reply: a server that says a little now and then would keep the caller for
    /// as long as it likes.
    Reply receive() {
        const auto deadline = std::chrono::steady_clock::now() + timeout_;
        wire_.setBlocking(false);
        ReplyReader reader;
        while (true) {
            unread_.erase(0, reader.take(unread_));
            if (reader.complete()) break;
            unread_ = received(deadline);
        }
        wire_.setBlocking(true);
        return reader.reply();
    }

    std::string received(std::chrono::steady_clock::time_point deadline) {
        std::array<char, kReadOctets> buffer{};
        while (true) {
            const int count = socket_.receiveBytes(buffer.data(), static_cast<int>(buffer.size()));
            if (count == 0) throw net::ConnectionResetException();
            if (count > 0) return {buffer.data(), static_cast<std::size_t>(count)};
            // There is nothing yet, or too little for TLS.
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
            if (left.count() <= 0 || !wire_.poll(timespanOf(left), net::Socket::SELECT_READ))
                throw Poco::TimeoutException("no answer in time");
        }
    }

    void expect(int wanted) {
        const auto reply = receive();
        if (reply.code / 100 != wanted) throw Refused(reply);
    }

    /// RFC 5321 section 3.2: servers that do not know EHLO know HELO.
    void hello() {
        sendOctets("EHLO " + hello_ + "\r\n");
        offer_ = receive();
        if (offer_.code / 100 == 2) return;
        require("HELO " + hello_, 2);
        offer_ = {};
    }

    void startTls(const Settings& settings) {
        require("STARTTLS", 2);
        // RFC 3207 section 6: what came in the clear is not taken for what was said in secret.
        if (!unread_.empty()) throw net::ConnectionResetException();
        socket_ = secured(wire_, settings);
        hello();
    }

    /// RFC 4954 section 4; LOGIN for servers that have nothing else.
    void logIn(const Settings& settings) {
        const auto password = readSecretFile(settings.passwordFile);
        const std::string zero(1, '\0');
        if (offer_.extension("AUTH").value_or("").find("PLAIN") != std::string::npos) {
            require("AUTH PLAIN " + encodeBase64(zero + settings.user + zero + password), 2);
            return;
        }
        require("AUTH LOGIN", 3);
        require(encodeBase64(settings.user), 3);
        require(encodeBase64(password), 2);
    }

    net::StreamSocket wire_;    ///< below TLS
    net::StreamSocket socket_;  ///< what is talked through: `wire_` itself without TLS
    const std::chrono::milliseconds timeout_;
    const std::string hello_;
    std::string unread_;
    Reply offer_;  ///< the answer to EHLO
};

namespace {

/// Runs a step of the dialog; whatever Poco throws means that there is no dialog any more.
template <class Step>
auto inDialog(const Step& step) {
    try {
        return step();
    } catch (const Poco::Exception& error) {
        throw Error(ErrorCode::Unavailable, "mail server: " + error.displayText());
    }
}

}  // namespace

Connection::Connection(const Settings& settings)
    : session_(inDialog([&] { return std::make_unique<Session>(settings); })) {}

Connection::~Connection() {
    session_->tell("QUIT");
}

void Connection::send(const std::string& from, const std::string& to, std::string_view octets) {
    namespace mime = formats::mime;
    const auto sender = mime::withAsciiDomain(from);
    const auto recipient = mime::withAsciiDomain(to);
    if (sender.empty() || recipient.empty()) throw Error(ErrorCode::BadRequest, "no address for a mail server");
    const bool international = !mime::isAscii(sender) || !mime::isAscii(recipient) || !mime::isAscii(octets);
    if (international && !session_->offers(kInternational)) throw withoutUtf8();
    try {
        inDialog([&] {
            session_->require("MAIL FROM:<" + sender + (international ? "> BODY=8BITMIME SMTPUTF8" : ">"), 2);
            session_->require("RCPT TO:<" + recipient + ">", 2);
            session_->require("DATA", 3);
            session_->requireText(octets);
        });
    } catch (const Refused&) {
        session_->tell("RSET");
        throw;
    }
}

}  // namespace groupware::smtp
