#pragma once

#include "tests/support/temporary_directory.h"

#include <filesystem>
#include <string>
#include <vector>

namespace test {

/// A certificate authority, a server certificate and a client certificate signed by it.
class TlsFiles {
public:
    /// @param name  the server's name as OpenSSL writes it, for example "IP:127.0.0.1" or "DNS:localhost"
    explicit TlsFiles(const std::string& name);

    [[nodiscard]] std::string authority() const { return directory_.path() / "ca.pem"; }
    [[nodiscard]] std::string clientCertificate() const { return directory_.path() / "client.pem"; }
    [[nodiscard]] std::string clientKey() const { return directory_.path() / "client.key"; }
    [[nodiscard]] std::string serverCertificate() const { return directory_.path() / "server.pem"; }
    [[nodiscard]] std::string serverKey() const { return directory_.path() / "server.key"; }
    /// Options of mariadbd that make it offer TLS with this certificate.
    [[nodiscard]] std::vector<std::string> serverArguments() const;

private:
    TemporaryDirectory directory_;
};

}  // namespace test
