#include "admin/service/attempt_budget.h"

#include "groupware/base/error.h"

#include <algorithm>

namespace admin {
namespace {

/// Stands for all accounts beyond kMaxAccounts.
constexpr groupware::ContextId kOthers{-1};

}  // namespace

AttemptBudget::Attempt AttemptBudget::admit(groupware::ContextId account) {
    return {*this, count(account)};
}

groupware::ContextId AttemptBudget::count(groupware::ContextId account) {
    const auto now = clock_.now();
    const std::lock_guard lock(mutex_);
    if (spentUntil_.size() >= kMaxAccounts) {
        std::erase_if(spentUntil_, [&](const auto& entry) { return entry.second <= now; });
        if (spentUntil_.size() >= kMaxAccounts && !spentUntil_.contains(account)) account = kOthers;
    }
    auto& until = spentUntil_[account];
    const auto next = std::max(until, now) + kRefill;
    if (next - now > burst_ * kRefill) {
        throw groupware::Error(groupware::ErrorCode::TooManyRequests, "too many wrong passwords of an administrator",
                               "Too many wrong passwords; try again in a second");
    }
    until = next;
    return account;
}

void AttemptBudget::takeBack(groupware::ContextId account) {
    const std::lock_guard lock(mutex_);
    if (const auto found = spentUntil_.find(account); found != spentUntil_.end()) found->second -= kRefill;
}

}  // namespace admin
