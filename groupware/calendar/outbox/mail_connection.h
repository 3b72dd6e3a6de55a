#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

namespace groupware::calendar {

struct Mail {
    std::string from{};  ///< addresses of the envelope
    std::string to{};
    std::string octets{};
};

/// A mail server does not take a mail, and says why.
class MailRefused : public std::runtime_error {
public:
    /// @param enhanced  RFC 3463, for example "5.1.1"; empty if there is none
    MailRefused(bool permanent, std::string enhanced, const std::string& answer)
        : std::runtime_error(answer), permanent_(permanent), enhanced_(std::move(enhanced)) {}

    /// It never will.
    [[nodiscard]] bool permanent() const noexcept { return permanent_; }
    [[nodiscard]] const std::string& enhanced() const noexcept { return enhanced_; }

private:
    bool permanent_;
    std::string enhanced_;
};

/// Where mails go. Used by one thread.
class MailConnection {
public:
    MailConnection() = default;
    virtual ~MailConnection() = default;
    MailConnection(const MailConnection&) = delete;
    MailConnection& operator=(const MailConnection&) = delete;

    /// Returns when somebody else is responsible for the mail.
    /// @throws MailRefused; anything else means that the connection does not work any more
    virtual void send(const Mail& mail) = 0;
};

/// Opens one. @throws anything if there is none to be had now
using ConnectMail = std::function<std::unique_ptr<MailConnection>()>;

}  // namespace groupware::calendar
