#include "admin/rest/booking_body.h"

#include "groupware/base/error.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace admin::rest {
namespace {

namespace principals = groupware::principals;
using groupware::Error;
using groupware::ErrorCode;
using principals::BookingPolicy;
using principals::BookingPrincipal;
using principals::BookingPrivilege;

/// What everybody may do, in an administrator's words.
constexpr std::array<std::pair<BookingPrivilege, std::string_view>, 4> kWords{
    {{BookingPrivilege::BookDirectly, "accept"},
     {BookingPrivilege::AskToBook, "request"},
     {BookingPrivilege::None, "decline"},
     {BookingPrivilege::Delegate, "manage"}}};

/// Lists of who has a privilege of his own.
constexpr std::array<std::pair<BookingPrivilege, const char*>, 4> kLists{
    {{BookingPrivilege::Delegate, "bookingManagers"},
     {BookingPrivilege::BookDirectly, "directBookers"},
     {BookingPrivilege::AskToBook, "requesters"},
     {BookingPrivilege::None, "excluded"}}};

[[noreturn]] void refuse(const std::string& text) {
    throw Error(ErrorCode::BadRequest, text, text);
}

std::string textOf(const BookingPrincipal& principal) {
    return (principal.group ? "group:" : "user:") + std::to_string(principal.id);
}

/// "user:3", "group:5"; a number alone is a user.
BookingPrincipal principalIn(const json::Value& value, const std::string& key) {
    const std::string text = json::textOf(value, key);
    std::string_view number = text;
    const bool group = number.starts_with("group:");
    if (group) number.remove_prefix(6);
    if (number.starts_with("user:")) number.remove_prefix(5);
    BookingPrincipal principal{.group = group};
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), principal.id);
    if (error != std::errc{} || end != number.data() + number.size())
        refuse("\"" + text + "\" is neither user:<id> nor group:<id>.");
    return principal;
}

using Change = std::function<void(BookingPolicy&)>;

void addWord(std::vector<Change>& changes, const json::Object& body) {
    const auto word = json::text(body, "booking");
    if (!word) return;
    for (const auto& [privilege, known] : kWords) {
        if (*word != known) continue;
        changes.emplace_back([privilege = privilege](BookingPolicy& policy) { policy.everybody = privilege; });
        return;
    }
    refuse("booking is accept, request, decline or manage.");
}

void addLists(std::vector<Change>& changes, const json::Object& body) {
    for (const auto& [privilege, key] : kLists) {
        const auto array = json::array(body, key);
        if (array.isNull()) continue;
        if (array->size() > principals::kMaxBookingEntries) refuse(std::string(key) + " names too many.");
        std::vector<BookingPrincipal> holders;
        for (const auto& value : *array) holders.push_back(principalIn(value, key));
        changes.emplace_back([privilege = privilege, holders](BookingPolicy& policy) {
            principals::setHolders(policy, privilege, holders);
        });
    }
}

template <class Set>
void addNumber(std::vector<Change>& changes, const json::Object& body, const char* key, Set set) {
    const auto number = json::integer(body, key);
    if (!number) return;
    if (*number < 0 || *number > std::numeric_limits<int>::max()) refuse(std::string(key) + " is out of range.");
    changes.emplace_back([set, value = static_cast<int>(*number)](BookingPolicy& policy) { set(policy, value); });
}

}  // namespace

void putBooking(json::Object& object, const BookingPolicy& policy) {
    for (const auto& [privilege, word] : kWords) {
        if (privilege == policy.everybody) object.set("booking", std::string(word));
    }
    for (const auto& [privilege, key] : kLists) {
        auto holders = json::makeArray();
        for (const auto& holder : principals::holdersOf(policy, privilege)) holders->add(textOf(holder));
        object.set(key, holders);
    }
    object.set("conflicts", policy.conflicts);
    object.set("conflictPercent", policy.conflictPercent);
    object.set("conflictInstances", policy.conflictInstances);
    object.set("bookingWindow", static_cast<std::int64_t>(policy.window.count()));
    object.set("longestBooking", static_cast<std::int64_t>(policy.longest.count()));
    object.set("leadTime", static_cast<std::int64_t>(policy.leadTime.count()));
    object.set("recurring", policy.recurring);
}

Change bookingChange(const json::Object& body) {
    std::vector<Change> changes;
    addWord(changes, body);
    addLists(changes, body);
    if (const auto flag = json::flag(body, "conflicts"))
        changes.emplace_back([value = *flag](BookingPolicy& policy) { policy.conflicts = value; });
    if (const auto flag = json::flag(body, "recurring"))
        changes.emplace_back([value = *flag](BookingPolicy& policy) { policy.recurring = value; });
    addNumber(changes, body, "conflictPercent", [](auto& policy, int value) { policy.conflictPercent = value; });
    addNumber(changes, body, "conflictInstances", [](auto& policy, int value) { policy.conflictInstances = value; });
    addNumber(changes, body, "bookingWindow",
              [](auto& policy, int value) { policy.window = std::chrono::days(value); });
    addNumber(changes, body, "longestBooking",
              [](auto& policy, int value) { policy.longest = std::chrono::minutes(value); });
    addNumber(changes, body, "leadTime",
              [](auto& policy, int value) { policy.leadTime = std::chrono::minutes(value); });
    if (changes.empty()) return {};
    return [changes](BookingPolicy& policy) {
        for (const auto& change : changes) change(policy);
    };
}

}  // namespace admin::rest
