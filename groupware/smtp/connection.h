#pragma once

#include "groupware/smtp/reply.h"
#include "groupware/smtp/settings.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace groupware::smtp {

/// What a server said that did not do what it was asked, or would have said. `what()` is its reply in one line.
class Refused : public std::runtime_error {
public:
    explicit Refused(const Reply& reply)
        : std::runtime_error(reply.inOneLine()), code_(reply.code), enhanced_(reply.enhancedStatus()) {}

    [[nodiscard]] int code() const noexcept { return code_; }
    /// It will say so again: 5yz. Otherwise it may take the same message later.
    [[nodiscard]] bool permanent() const noexcept { return code_ / 100 == 5; }
    /// RFC 3463, for example "5.1.1"; empty if it named none.
    [[nodiscard]] const std::string& enhanced() const noexcept { return enhanced_; }

private:
    int code_;
    std::string enhanced_;
};

/// A connection to a mail server, encrypted and logged in as the settings say. Used by one thread. RFC 5321.
class Connection {
public:
    /// @throws Error Unavailable if the server cannot be reached, cannot prove who it is, or ends the connection; Error
    ///         BadRequest for a password file that cannot be read; Refused
    explicit Connection(const Settings& settings);
    /// Says goodbye, as far as the server still listens.
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Returns when the server is responsible for the message.
    /// @param from    who hears of it if it cannot be delivered
    /// @param from, to  domains beyond ASCII are sent as A-labels (RFC 5890); a local part beyond ASCII needs a server
    ///                with SMTPUTF8 (RFC 6531)
    /// @param octets  in lines that end with CRLF; ASCII, but for headers with such addresses (RFC 6532)
    /// @throws Error BadRequest for what is no address (mime::isInternationalAddress()), before anything is sent;
    ///         Refused: the connection goes on to work, also for ever (553 5.6.7) for what needs SMTPUTF8 and a server
    ///         that does not offer it; Error Unavailable: it does not, and whether the server took the message is not
    ///         known
    void send(const std::string& from, const std::string& to, std::string_view octets);

private:
    class Session;
    std::unique_ptr<Session> session_;
};

}  // namespace groupware::smtp
