#pragma once

#include "tests/support/child_process.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/tls_files.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace test {

/// A real mail server (aiosmtpd) on loopback that keeps what it is sent. Start it from the test's main thread.
class SmtpServer {
public:
    enum class Security { None, StartTls, Tls };
    struct Mail {
        std::string from;
        std::string to;
        std::string octets;  ///< as they came, without dots that were stuffed
    };

    /// @param login  "user:password" that it asks for
    explicit SmtpServer(const TlsFiles* tls = nullptr, Security security = Security::None, std::string login = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer&) = delete;
    SmtpServer& operator=(const SmtpServer&) = delete;

    [[nodiscard]] int port() const noexcept { return port_; }
    /// In the order they came.
    [[nodiscard]] std::vector<Mail> mails() const;
    /// Answers one RCPT for that recipient, or one DATA for "DATA"; further ones in their order.
    void answer(const std::string& recipient, const std::string& line) const;

    /// kill -9
    void kill();
    /// On the same port, with the mails that it has.
    void start();
    /// From its next start on it offers SMTPUTF8 (RFC 6531).
    void offerUtf8() const;

private:
    const TlsFiles* tls_;
    Security security_;
    std::string login_;
    int port_;
    TemporaryDirectory directory_{"smtp"};
    std::unique_ptr<ChildProcess> process_;
};

}  // namespace test
