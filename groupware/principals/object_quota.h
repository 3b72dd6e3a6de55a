#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace groupware::principals {

/// What is counted for each context. Stored as that number: numbers are never reused.
enum class QuotaModule : std::uint8_t {
    Calendar = 0,
    Task = 1,
    Contact = 2,
    Infostore = 3,
    Attachment = 4,
    ShareLinks = 5,
    InviteGuests = 6,
};

struct QuotaModuleName {
    QuotaModule module;
    std::string_view name;         ///< as commands and the JSON API call it, for example "share_links"
    std::string_view displayName;  ///< for people, English
};

/// Every module that is counted, in the order of its number.
[[nodiscard]] std::span<const QuotaModuleName> quotaModules();
[[nodiscard]] const QuotaModuleName& nameOf(QuotaModule module);
/// Nothing for an unknown name.
[[nodiscard]] std::optional<QuotaModule> quotaModule(std::string_view name);

/// How many objects of one module a context may have and has.
struct ObjectQuota {
    QuotaModule module{};
    std::optional<std::int64_t> maximum{};  ///< what was set; 0 = unlimited, absent = nothing was set: unlimited too
    std::int64_t used = 0;

    [[nodiscard]] bool isLimited() const noexcept { return maximum.value_or(0) > 0; }
};

}  // namespace groupware::principals
