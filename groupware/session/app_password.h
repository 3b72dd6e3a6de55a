#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/principals/module_access.h"
#include "groupware/session/session_id.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Passwords that the server makes for one program or device each: named, limited, and revoked one by one. They stand
/// in for a login, never for the password of the account: what only its owner may do they do not prove.
namespace groupware::session {

/// What may be done with an app password.
struct AppPasswordScope {
    bool readOnly = false;
    /// The applications; none = all that the user has. Others than those of applications() have no effect.
    principals::ModuleAccess modules{};

    /// What is left of a user's access: never the password's own change; with limited applications neither other ones
    /// nor the editing of groups and resources.
    [[nodiscard]] principals::ModuleAccess of(principals::ModuleAccess access) const;
};

/// The modules that a scope may name.
[[nodiscard]] std::span<const principals::Module> applications();

/// One app password as stored.
struct AppPassword {
    SessionId id;  ///< names the row, and its context; no secret
    UserId user;
    std::int64_t credentialVersion = 0;  ///< of the user when it was made: a new password of the account ends it
    std::string name;                    ///< unique among the user's
    std::string secretHash;              ///< SHA-256 of the secret, 32 octets
    AppPasswordScope scope;
    Instant created;
    std::optional<Instant> lastUsed{};  ///< to within `session.touchInterval`
};

/// The column's width, in characters, which is why it is no option.
inline constexpr std::size_t kMaxAppPasswordName = 255;

/// What the user is shown once: `yoke-<32 hex digits of the id>-<32 hex digits of the secret>`.
struct AppPasswordText {
    SessionId id;
    std::string secret;  ///< 32 lower-case hex digits: 128 random bits

    [[nodiscard]] static AppPasswordText create(ContextId context);
    /// Nothing for any other form.
    [[nodiscard]] static std::optional<AppPasswordText> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::string secretHash() const;
};

}  // namespace groupware::session
