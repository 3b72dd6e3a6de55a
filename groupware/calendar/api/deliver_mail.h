#pragma once

#include "groupware/api/action.h"
#include "groupware/base/configuration_source.h"
#include "groupware/calendar/service/mail_intake.h"

namespace groupware::calendar::api {

/// `/ajax/itip?action=deliver`: what a mail gateway got for somebody here. POST of a `message/rfc822` or
/// `text/calendar`; `sender` and `recipient` are the envelope's. The gateway proves itself by the secret of
/// `calendar.gatewaySecretFile` in the field `Authorization: Bearer`; there is no session.
///
/// `data.result` is "applied", "ignored" or "refused", with a `reason`. ITIP-0001: no such recipient; APW-0001 (status
/// 401): not the secret.
class DeliverMail final : public groupware::api::PublicAction {
public:
    /// Both outlive this object.
    DeliverMail(const MailIntake& intake, const ConfigurationSource& configuration)
        : intake_(intake), configuration_(configuration) {}

    [[nodiscard]] groupware::api::Result handle(const groupware::api::Call& call) override;

private:
    void requireGateway(const http::Request& request) const;

    const MailIntake& intake_;
    const ConfigurationSource& configuration_;
};

}  // namespace groupware::calendar::api
