#include "groupware/smtp/settings.h"

#include "groupware/base/error.h"
#include "groupware/smtp/options.h"

namespace groupware::smtp {
namespace {

Settings::Security securityOf(const std::string& word) {
    if (word == "none") return Settings::Security::None;
    if (word == "starttls") return Settings::Security::StartTls;
    if (word == "tls") return Settings::Security::Tls;
    throw Error(ErrorCode::BadRequest, "smtp.security is \"" + word + "\": it may be none, starttls or tls");
}

}  // namespace

Settings Settings::from(const Configuration& configuration) {
    Settings settings{.host = configuration.get(kHost),
                      .port = static_cast<std::uint16_t>(configuration.get(kPort)),
                      .security = securityOf(configuration.get(kSecurity)),
                      .authority = configuration.get(kAuthority),
                      .user = configuration.get(kUser),
                      .passwordFile = configuration.get(kPasswordFile),
                      .helloName = configuration.get(kHelloName),
                      .timeout = configuration.get(kTimeout)};
    if (!settings.user.empty() && settings.security == Security::None)
        throw Error(ErrorCode::BadRequest, "smtp.user needs smtp.security: a password does not go in the clear");
    return settings;
}

}  // namespace groupware::smtp
