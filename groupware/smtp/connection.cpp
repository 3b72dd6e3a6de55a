#include "groupware/smtp/connection.h"

#include "groupware/base/base64.h"
#include "groupware/base/error.h"
#include "groupware/base/secret_file.h"
#include "groupware/formats/mime/mailbox.h"

#include <Poco/Environment.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DialogSocket.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <cstddef>

namespace groupware::smtp {
namespace {

namespace net = Poco::Net;

constexpr std::size_t kAnswerOctets = 400;
constexpr std::size_t kLongestPiece = std::size_t{64} << 10U;

/// The server's answer in one short line.
std::string inOneLine(const std::string& answer) {
    std::string line = answer.substr(0, kAnswerOctets);
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
    return line;
}

/// RFC 3463 section 2: `class.subject.detail` after the code.
std::string enhancedOf(const std::string& answer) {
    const auto start = answer.find_first_of(" -");
    if (start == std::string::npos) return {};
    const auto end = std::min(answer.find_first_not_of("0123456789.", start + 1), answer.size());
    const auto word = answer.substr(start + 1, end - start - 1);
    return std::count(word.begin(), word.end(), '.') == 2 ? word : std::string();
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

Refused::Refused(int code, const std::string& answer)
    : std::runtime_error(inOneLine(answer)), code_(code), enhanced_(enhancedOf(answer)) {}

/// Poco's session opens the dialog; commands whose answers matter are sent one by one, because its own calls tell the
/// code of a refusal only.
class Connection::Session : public net::SMTPClientSession {
public:
    explicit Session(const Settings& settings)
        : SMTPClientSession(settings.security == Settings::Security::Tls ? secured(connect(settings), settings)
                                                                         : connect(settings)),
          hello_(settings.helloName.empty() ? Poco::Environment::nodeName() : settings.helloName) {
        hello();
        if (settings.security == Settings::Security::StartTls) startTls(settings);
        if (!settings.user.empty()) logIn(settings);
    }

    void require(const std::string& line, int wanted) {
        std::string answer;
        const int code = sendCommand(line, answer);
        expect(wanted, code, answer);
    }

    void sendOctets(std::string_view octets) {
        for (std::size_t sent = 0; sent < octets.size();) {
            const auto piece = std::min(octets.size() - sent, kLongestPiece);
            const int count = socket().sendBytes(octets.data() + sent, static_cast<int>(piece));
            if (count <= 0) throw net::ConnectionResetException();
            sent += static_cast<std::size_t>(count);
        }
        std::string answer;
        const int code = socket().receiveStatusMessage(answer);
        expect(2, code, answer);
    }

    /// Of a server that closes after a refusal (421) the next message hears.
    void reset() noexcept {
        try {
            std::string answer;
            sendCommand("RSET", answer);
        } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
        }
    }

private:
    /// Anything but an answer is a server that has hung up.
    static void expect(int wanted, int code, const std::string& answer) {
        if (code < 200 || code > 599) throw net::ConnectionResetException();
        if (code / 100 != wanted) throw Refused(code, answer);
    }

    void hello() { login(hello_, capabilities_); }

    void startTls(const Settings& settings) {
        require("STARTTLS", 2);
        socket() = secured(socket(), settings);
        hello();
    }

    /// RFC 4954 section 4; LOGIN for servers that have nothing else.
    void logIn(const Settings& settings) {
        const auto password = readSecretFile(settings.passwordFile);
        const std::string zero(1, '\0');
        if (capabilities_.find("PLAIN") != std::string::npos) {
            require("AUTH PLAIN " + encodeBase64(zero + settings.user + zero + password), 2);
            return;
        }
        require("AUTH LOGIN", 3);
        require(encodeBase64(settings.user), 3);
        require(encodeBase64(password), 2);
    }

    const std::string hello_;
    std::string capabilities_;
};

namespace {

/// Runs a step of the dialog; whatever Poco throws means that there is no dialog any more.
template <class Step>
auto inDialog(const Step& step) {
    try {
        return step();
    } catch (const net::SMTPException& refusal) {
        throw Refused(refusal.code(), refusal.message());
    } catch (const Poco::Exception& error) {
        throw Error(ErrorCode::Unavailable, "mail server: " + inOneLine(error.displayText()));
    }
}

}  // namespace

Connection::Connection(const Settings& settings)
    : session_(inDialog([&] { return std::make_unique<Session>(settings); })) {}

Connection::~Connection() {
    try {
        if (session_) session_->close();
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): the server has hung up first
    }
}

void Connection::send(const std::string& from, const std::string& to, std::string_view octets) {
    for (const auto& address : {from, to}) {
        if (!formats::mime::isAddress(address)) throw Error(ErrorCode::BadRequest, "no address for a mail server");
    }
    try {
        inDialog([&] {
            session_->require("MAIL FROM:<" + from + ">", 2);
            session_->require("RCPT TO:<" + to + ">", 2);
            session_->require("DATA", 3);
            session_->sendOctets(stuffed(octets));
        });
    } catch (const Refused&) {
        session_->reset();
        throw;
    }
}

}  // namespace groupware::smtp
