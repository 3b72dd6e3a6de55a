#pragma once

#include "groupware/base/caller.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/principals/module_access.h"
#include "groupware/principals/object_quota.h"
#include "groupware/principals/user.h"

#include <cstdint>
#include <optional>
#include <string>

namespace groupware::principals {

/// Every guest is in this group and in no other, not even in "all users". It has no row and no name.
inline constexpr GroupId kGuests{2'147'483'647};

enum class GuestKind : std::int64_t {
    Link = 1,     ///< whoever has the link
    Invited = 2,  ///< one person, by his address
};

/// The quota that counts such guests.
[[nodiscard]] constexpr QuotaModule quotaOf(GuestKind kind) noexcept {
    return kind == GuestKind::Link ? QuotaModule::ShareLinks : QuotaModule::InviteGuests;
}

/// Somebody who is no user, but may do what the permissions of folders give him. Exists as long as one does.
struct Guest {
    UserId id{};
    GuestKind kind = GuestKind::Link;
    std::string email{};  ///< of an invited one
    std::string displayName{};
    std::string seed{};  ///< see ShareTokens
    std::string tokenHash{};
    PasswordHash password{};  ///< empty: none is needed
    std::int64_t credentialVersion = 0;
    std::string language = "en_US";
    std::string timeZone = "UTC";
    std::string module{};  ///< of the folder that the link leads to
    FolderId folder{};
    UserId createdBy{};
    std::optional<Instant> expires{};  ///< not valid from then on

    [[nodiscard]] bool needsPassword() const noexcept { return !password.value.empty(); }
    [[nodiscard]] bool isOver(Instant now) const noexcept { return expires && *expires <= now; }
};

/// What guests may use: what folders hold, wherever a permission lets them.
[[nodiscard]] ModuleAccess guestAccess();

[[nodiscard]] bool isGuest(const Caller& caller) noexcept;

/// @throws Error BadRequest naming the field: an address of an invited guest, a name, at most kMaxNameLength characters
void requireValid(const Guest& guest);

}  // namespace groupware::principals
