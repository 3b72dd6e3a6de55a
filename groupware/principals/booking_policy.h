#pragma once

#include "groupware/base/ids.h"

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::principals {

/// What somebody may do with a resource; each privilege includes those before it.
enum class BookingPrivilege : std::int64_t {
    None = 0,          ///< is refused
    AskToBook = 1,     ///< a delegate answers
    BookDirectly = 2,  ///< is accepted at once, if the resource is free
    Delegate = 3       ///< answers others, and is not bound by the limits
};

/// Open-Xchange's words: "none", "ask_to_book", "book_directly", "delegate".
[[nodiscard]] std::string_view wordOf(BookingPrivilege privilege) noexcept;
/// Nothing for another word.
[[nodiscard]] std::optional<BookingPrivilege> bookingPrivilegeOf(std::string_view word) noexcept;

/// A user or a group that a policy names.
struct BookingPrincipal {
    bool group = false;
    std::int64_t id = 0;
    friend constexpr auto operator<=>(const BookingPrincipal&, const BookingPrincipal&) = default;
};

/// Most users and groups that one policy names.
inline constexpr std::size_t kMaxBookingEntries = 500;

/// Who may book a resource, when, and for how long. Zero is no limit.
struct BookingPolicy {
    BookingPrivilege everybody = BookingPrivilege::BookDirectly;  ///< whoever has no entry below
    std::map<BookingPrincipal, BookingPrivilege> entries{};       ///< a user's own goes before those of his groups
    bool conflicts = false;                                       ///< may be booked twice at a time
    int conflictPercent = 0;           ///< so many of a series' instances may conflict: those alone are refused
    int conflictInstances = 0;         ///< likewise; if both are given, both must hold
    std::chrono::days window{0};       ///< how far ahead the last instance may end
    std::chrono::minutes longest{0};   ///< of one instance
    std::chrono::minutes leadTime{0};  ///< from booking to the first instance
    bool recurring = true;

    friend bool operator==(const BookingPolicy&, const BookingPolicy&) = default;
};

/// @throws Error BadRequest naming what is out of range
void requireValid(const BookingPolicy& policy);

/// What `user`, a member of `groups`, may do: his own entry, or the highest of his groups', or what everybody may.
[[nodiscard]] BookingPrivilege privilegeOf(const BookingPolicy& policy, UserId user, std::span<const GroupId> groups);

/// Replaces who has exactly `privilege` by entries of their own.
void setHolders(BookingPolicy& policy, BookingPrivilege privilege, const std::vector<BookingPrincipal>& holders);
[[nodiscard]] std::vector<BookingPrincipal> holdersOf(const BookingPolicy& policy, BookingPrivilege privilege);

/// As it is stored: a line for each setting that is not the default, "<name> <value>" or "user|group <id> <privilege>".
[[nodiscard]] std::string textOf(const BookingPolicy& policy);
/// Lines that nobody knows are skipped, so that an older version reads what a newer one wrote.
[[nodiscard]] BookingPolicy bookingPolicyOf(std::string_view text);

}  // namespace groupware::principals
