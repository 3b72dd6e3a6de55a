#include "tests/support/smtp_server.h"

#include "tests/support/eventually.h"
#include "tests/support/free_port.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace test {
namespace {

std::string contentsOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

SmtpServer::SmtpServer(const TlsFiles* tls, Security security, std::string login)
    : tls_(tls), security_(security), login_(std::move(login)), port_(freePort()) {
    start();
}

SmtpServer::~SmtpServer() = default;

void SmtpServer::start() {
    const auto ready = directory_.path() / "listening";
    std::filesystem::remove(ready);
    std::vector<std::string> command{"/usr/bin/python3", "-B", YOKE_SMTP_SERVER, directory_.path(),
                                     std::to_string(port_)};
    if (security_ != Security::None) {
        command.push_back(tls_->serverCertificate());
        command.push_back(tls_->serverKey());
        command.emplace_back(security_ == Security::Tls ? "tls" : "starttls");
        if (!login_.empty()) command.push_back(login_);
    }
    const auto log = directory_.path() / "log";
    process_ = std::make_unique<ChildProcess>(command, log);
    const bool listening =
        eventually(std::chrono::seconds(20), [&] { return std::filesystem::exists(ready) || !process_->running(); });
    if (!listening || !std::filesystem::exists(ready)) throw std::runtime_error("no mail server: " + contentsOf(log));
}

void SmtpServer::kill() {
    process_->kill();
}

std::vector<SmtpServer::Mail> SmtpServer::mails() const {
    std::vector<Mail> mails;
    for (int number = 1;; ++number) {
        const auto path = directory_.path() / (std::to_string(number) + ".eml");
        if (!std::filesystem::exists(path)) return mails;
        Mail mail{.from = {}, .to = {}, .octets = contentsOf(path)};
        std::ifstream envelope(directory_.path() / (std::to_string(number) + ".envelope"));
        std::getline(envelope, mail.from);
        std::getline(envelope, mail.to);
        mails.push_back(std::move(mail));
    }
}

void SmtpServer::answer(const std::string& recipient, const std::string& line) const {
    std::ofstream(directory_.path() / "answers", std::ios::app) << recipient << " " << line << "\n";
}

void SmtpServer::offerUtf8() const {
    std::ofstream(directory_.path() / "smtputf8") << '\n';
}

}  // namespace test
