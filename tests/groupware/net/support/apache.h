#pragma once

#include "tests/groupware/net/support/client.h"

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace groupware::net::test {

/// A private Apache with one balancer member that speaks AJP; own configuration, port and run directory.
class Apache {
public:
    /// @param ajpPort        of the backend
    /// @param memberOptions  of the balancer member, for example "secret=x ping=2"
    /// @param directives     for the virtual host, a line each
    Apache(int ajpPort, const std::string& memberOptions, const std::string& directives = {});
    ~Apache();
    Apache(const Apache&) = delete;
    Apache& operator=(const Apache&) = delete;

    [[nodiscard]] Client client() const { return Client(port_); }

private:
    void configure(int ajpPort, const std::string& memberOptions, const std::string& directives) const;
    void start();

    const std::filesystem::path directory_;
    const int port_;
    pid_t process_ = -1;
};

}  // namespace groupware::net::test
