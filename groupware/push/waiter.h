#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/push/store/change_reader.h"

#include <atomic>
#include <string>
#include <vector>

namespace groupware::push {

/// Who waits, and for what.
struct Interest {
    ContextId context{};
    UserId user{};
    std::string session{};            ///< whose clients are counted together
    Seq since{};                      ///< what the client knows
    std::vector<FolderId> folders{};  ///< that he can see, sorted

    /// Whether a change might be worth telling, or change what is. Pure.
    [[nodiscard]] bool isAbout(const ChangeRecord& change) const;
};

/// A client that waits. Shared by its request and, weakly, by ChangeFeed; the request's end is the waiter's.
class Waiter {
public:
    explicit Waiter(Interest interest) : interest_(std::move(interest)) {}

    [[nodiscard]] const Interest& interest() const noexcept { return interest_; }
    /// Whether there is something to tell. Any thread.
    [[nodiscard]] bool isDue() const noexcept { return due_.load(std::memory_order_acquire); }
    void wake() noexcept { due_.store(true, std::memory_order_release); }

private:
    const Interest interest_;
    std::atomic<bool> due_{false};
};

}  // namespace groupware::push
