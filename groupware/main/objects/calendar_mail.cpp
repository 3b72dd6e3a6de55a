#include "groupware/main/objects/calendar_mail.h"

#include "groupware/base/error.h"
#include "groupware/calendar/outbox_options.h"
#include "groupware/smtp/connection.h"
#include "groupware/smtp/options.h"

#include <memory>
#include <utility>

namespace groupware::main {
namespace {

/// Runs a step of the dialog; what the server refuses, in the calendar's words.
template <class Step>
auto translated(const Step& step) {
    try {
        return step();
    } catch (const smtp::Refused& refused) {
        throw calendar::MailRefused(refused.permanent(), refused.enhanced(), refused.what());
    }
}

class Relay final : public calendar::MailConnection {
public:
    explicit Relay(const smtp::Settings& settings) : connection_(settings) {}

    void send(const calendar::Mail& mail) override {
        translated([&] { connection_.send(mail.from, mail.to, mail.octets); });
    }

private:
    smtp::Connection connection_;
};

/// A server that refuses this node itself (its login, for example) has said nothing about the mail.
std::unique_ptr<calendar::MailConnection> connect(const ConfigurationSource& configuration) {
    try {
        return std::make_unique<Relay>(smtp::Settings::from(*configuration.current()));
    } catch (const smtp::Refused& refused) {
        throw Error(ErrorCode::Unavailable, "mail server: " + std::string(refused.what()));
    }
}

}  // namespace

bool sendsMails(const Configuration& configuration) {
    return configuration.get(calendar::kMail) && !configuration.get(smtp::kHost).empty();
}

CalendarMail::CalendarMail(const Platform& platform, calendar::OutboxSender::ReadFiles files)
    : sender_({.database = platform.contexts,
               .clock = platform.clock,
               .configuration = platform.configuration,
               .connect = [&source = platform.configuration] { return connect(source); },
               .files = std::move(files)}),
      outbox_(
          platform.clock, [&source = platform.configuration] { return sendsMails(*source.current()); },
          [this](ContextId context) { sender_.wake(context); }) {}

}  // namespace groupware::main
