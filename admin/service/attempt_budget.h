#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/ids.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>

namespace admin {

/// Slows down the guessing of administrators' passwords. Of each account, some wrong passwords are answered at once;
/// after that one more each second. An attempt counts before its password is checked and is taken back if it was
/// right, so guesses in parallel gain nothing. In memory: the daemon is one process on a loopback address.
/// Safe to call from any thread.
class AttemptBudget {
public:
    /// The master administrator's account; a context administrator's is his context.
    static constexpr groupware::ContextId kMaster{0};
    /// Accounts that are told apart at a time; further ones share a budget.
    static constexpr std::size_t kMaxAccounts = 10'000;
    static constexpr std::chrono::seconds kRefill{1};

    /// One attempt. Counts only if wrong() is called.
    class Attempt {
    public:
        Attempt(AttemptBudget& budget, groupware::ContextId account) : budget_(budget), account_(account) {}
        ~Attempt() {
            if (!wrong_) budget_.takeBack(account_);
        }
        Attempt(const Attempt&) = delete;
        Attempt& operator=(const Attempt&) = delete;
        void wrong() noexcept { wrong_ = true; }

    private:
        AttemptBudget& budget_;
        groupware::ContextId account_;
        bool wrong_ = false;
    };

    /// @param clock  must outlive this object
    /// @param burst  wrong passwords that are answered at once
    AttemptBudget(const groupware::Clock& clock, std::int64_t burst) : clock_(clock), burst_(burst) {}

    /// @throws Error TooManyRequests
    [[nodiscard]] Attempt admit(groupware::ContextId account);

private:
    groupware::ContextId count(groupware::ContextId account);
    void takeBack(groupware::ContextId account);

    const groupware::Clock& clock_;
    const std::int64_t burst_;
    std::mutex mutex_;
    /// When each account's wrong attempts will be forgotten, one each kRefill.
    std::map<groupware::ContextId, groupware::Instant> spentUntil_;  // guarded by mutex_
};

}  // namespace admin
