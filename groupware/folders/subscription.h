#pragma once

#include <optional>

namespace groupware::folders {

/// What one user wants of a folder that he can see. It hides nothing and gives no right.
struct Subscription {
    bool subscribed = true;   ///< is in his tree
    bool usedForSync = true;  ///< goes to his devices
    friend constexpr bool operator==(const Subscription&, const Subscription&) = default;
};

struct SubscriptionChange {
    std::optional<bool> subscribed{};
    std::optional<bool> usedForSync{};

    [[nodiscard]] constexpr bool any() const noexcept { return subscribed || usedForSync; }
    [[nodiscard]] constexpr Subscription appliedTo(const Subscription& old) const noexcept {
        return {subscribed.value_or(old.subscribed), usedForSync.value_or(old.usedForSync)};
    }
};

}  // namespace groupware::folders
