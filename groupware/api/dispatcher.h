#pragma once

#include "groupware/api/envelope.h"
#include "groupware/api/http_call.h"
#include "groupware/api/registry.h"
#include "groupware/http/authenticator.h"
#include "groupware/http/handler.h"

namespace groupware::api {

/// Answers `/ajax`: finds the action, proves the caller with one admission, runs it, writes the envelope. The proof is
/// the session that the parameter `session` names; without one, the field `Authorization`.
/// Errors are answered with status 200 and an error envelope; see Envelopes. Only a field `Authorization` that proves
/// nobody is answered with 401 (RFC 6750 section 3), because programs that send one expect that.
class Dispatcher final : public http::Handler {
public:
    /// All references must outlive this object.
    Dispatcher(const Registry& registry, http::Authenticator& authenticator, const Envelopes& envelopes,
               const Limits& limits);

    [[nodiscard]] http::Response handle(const http::Request& request) override;

private:
    [[nodiscard]] Result run(const Registered& entry, const HttpCall& call, const http::Request& request);
    [[nodiscard]] http::Authorized prove(const HttpCall& call, const http::Request& request);
    [[nodiscard]] http::Response fail(const std::exception& error, const ModuleErrors& names,
                                      const http::Request& request) const;

    const Registry& registry_;
    http::Authenticator& authenticator_;
    const Envelopes& envelopes_;
    Limits limits_;
};

}  // namespace groupware::api
