#include "groupware/principals/booking_policy.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace groupware::principals {
namespace {

constexpr std::array<std::pair<BookingPrivilege, std::string_view>, 4> kWords{
    {{BookingPrivilege::None, "none"},
     {BookingPrivilege::AskToBook, "ask_to_book"},
     {BookingPrivilege::BookDirectly, "book_directly"},
     {BookingPrivilege::Delegate, "delegate"}}};

constexpr std::int64_t kMostMinutes = 60LL * 24 * 366;
constexpr std::int64_t kMostDays = 36'600;
constexpr int kMostInstances = 10'000;

void requireRange(std::string_view what, std::int64_t value, std::int64_t most) {
    if (value >= 0 && value <= most) return;
    const std::string text = "The " + std::string(what) + " is a number from 0 to " + std::to_string(most) + ".";
    throw Error(ErrorCode::BadRequest, text, text);
}

std::optional<std::int64_t> numberIn(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// The text up to the next `separator`, which is taken away with it.
std::string_view take(std::string_view& text, char separator) {
    const auto end = text.find(separator);
    const auto piece = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return piece;
}

void setNumber(BookingPolicy& policy, std::string_view name, std::int64_t value) {
    if (name == "conflicts") policy.conflicts = value != 0;
    if (name == "conflictPercent") policy.conflictPercent = static_cast<int>(value);
    if (name == "conflictInstances") policy.conflictInstances = static_cast<int>(value);
    if (name == "window") policy.window = std::chrono::days(value);
    if (name == "longest") policy.longest = std::chrono::minutes(value);
    if (name == "leadTime") policy.leadTime = std::chrono::minutes(value);
    if (name == "recurring") policy.recurring = value != 0;
}

void readLine(BookingPolicy& policy, std::string_view line) {
    const auto name = take(line, ' ');
    if (name == "everybody") {
        policy.everybody = bookingPrivilegeOf(line).value_or(policy.everybody);
        return;
    }
    const auto number = numberIn(take(line, ' '));
    if (!number) return;
    if (name == "user" || name == "group") {
        if (const auto privilege = bookingPrivilegeOf(line))
            policy.entries[{.group = name == "group", .id = *number}] = *privilege;
        return;
    }
    setNumber(policy, name, *number);
}

}  // namespace

std::string_view wordOf(BookingPrivilege privilege) noexcept {
    const auto* const found =
        std::find_if(kWords.begin(), kWords.end(), [&](const auto& word) { return word.first == privilege; });
    return found == kWords.end() ? "" : found->second;
}

std::optional<BookingPrivilege> bookingPrivilegeOf(std::string_view word) noexcept {
    const auto* const found =
        std::find_if(kWords.begin(), kWords.end(), [&](const auto& known) { return known.second == word; });
    if (found == kWords.end()) return std::nullopt;
    return found->first;
}

void requireValid(const BookingPolicy& policy) {
    requireRange("percentage of instances that may conflict", policy.conflictPercent, 100);
    requireRange("number of instances that may conflict", policy.conflictInstances, kMostInstances);
    requireRange("booking window in days", policy.window.count(), kMostDays);
    requireRange("longest booking in minutes", policy.longest.count(), kMostMinutes);
    requireRange("lead time in minutes", policy.leadTime.count(), kMostMinutes);
    if (policy.entries.size() > kMaxBookingEntries) {
        throw Error(ErrorCode::TooLarge, "booking policy names too many",
                    "At most " + std::to_string(kMaxBookingEntries) + " users and groups can be named for a resource.");
    }
}

BookingPrivilege privilegeOf(const BookingPolicy& policy, UserId user, std::span<const GroupId> groups) {
    const auto own = policy.entries.find({.group = false, .id = user.value});
    if (own != policy.entries.end()) return own->second;
    std::optional<BookingPrivilege> highest;
    for (const auto group : groups) {
        const auto found = policy.entries.find({.group = true, .id = group.value});
        if (found != policy.entries.end()) highest = std::max(highest.value_or(BookingPrivilege::None), found->second);
    }
    return highest.value_or(policy.everybody);
}

void setHolders(BookingPolicy& policy, BookingPrivilege privilege, const std::vector<BookingPrincipal>& holders) {
    std::erase_if(policy.entries, [&](const auto& entry) { return entry.second == privilege; });
    for (const auto& holder : holders) policy.entries[holder] = privilege;
}

std::vector<BookingPrincipal> holdersOf(const BookingPolicy& policy, BookingPrivilege privilege) {
    std::vector<BookingPrincipal> holders;
    for (const auto& [principal, held] : policy.entries) {
        if (held == privilege) holders.push_back(principal);
    }
    return holders;
}

std::string textOf(const BookingPolicy& policy) {
    const BookingPolicy usual;
    std::string text;
    if (policy.everybody != usual.everybody) text += "everybody " + std::string(wordOf(policy.everybody)) + "\n";
    const auto add = [&](std::string_view name, std::int64_t value, std::int64_t fallback) {
        if (value != fallback) text += std::string(name) + " " + std::to_string(value) + "\n";
    };
    add("conflicts", policy.conflicts ? 1 : 0, 0);
    add("conflictPercent", policy.conflictPercent, 0);
    add("conflictInstances", policy.conflictInstances, 0);
    add("window", policy.window.count(), 0);
    add("longest", policy.longest.count(), 0);
    add("leadTime", policy.leadTime.count(), 0);
    add("recurring", policy.recurring ? 1 : 0, 1);
    for (const auto& [principal, privilege] : policy.entries) {
        text += (principal.group ? "group " : "user ") + std::to_string(principal.id) + " " +
                std::string(wordOf(privilege)) + "\n";
    }
    return text;
}

BookingPolicy bookingPolicyOf(std::string_view text) {
    BookingPolicy policy;
    while (!text.empty()) readLine(policy, take(text, '\n'));
    return policy;
}

}  // namespace groupware::principals
