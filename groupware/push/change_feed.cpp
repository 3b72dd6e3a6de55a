#include "groupware/push/change_feed.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace groupware::push {
namespace {

std::size_t present(const std::vector<std::weak_ptr<Waiter>>& waiters) {
    return static_cast<std::size_t>(
        std::count_if(waiters.begin(), waiters.end(), [](const auto& waiter) { return !waiter.expired(); }));
}

}  // namespace

std::shared_ptr<Waiter> ChangeFeed::wait(Interest interest) {
    const std::lock_guard lock(mutex_);
    requireRoom(interest);
    const auto [at, isNew] = contexts_.try_emplace(interest.context, Watched{.position = interest.since});
    // Who knows less than was seen already must not miss what came between.
    at->second.position = std::min(at->second.position, interest.since);
    auto waiter = std::make_shared<Waiter>(std::move(interest));
    at->second.waiters.push_back(waiter);
    return waiter;
}

void ChangeFeed::requireRoom(const Interest& interest) const {
    std::size_t node = 0;
    for (const auto& [id, watched] : contexts_) node += present(watched.waiters);
    std::size_t context = 0;
    std::size_t session = 0;
    if (const auto at = contexts_.find(interest.context); at != contexts_.end()) {
        context = present(at->second.waiters);
        for (const auto& waiting : at->second.waiters) {
            const auto waiter = waiting.lock();
            session += waiter && waiter->interest().session == interest.session ? 1U : 0U;
        }
    }
    if (node < limits_.perNode && context < limits_.perContext && session < limits_.perSession) return;
    throw Error(ErrorCode::TooManyRequests, "more waiting clients than push.perSession, perContext or perNode",
                "Too many windows or programs wait for changes.");
}

std::size_t ChangeFeed::waiting() const {
    const std::lock_guard lock(mutex_);
    std::size_t count = 0;
    for (const auto& [id, watched] : contexts_) count += present(watched.waiters);
    return count;
}

void ChangeFeed::forgetGone() {
    for (auto& [id, watched] : contexts_)
        std::erase_if(watched.waiters, [](const auto& waiter) { return waiter.expired(); });
    std::erase_if(contexts_, [](const auto& entry) { return entry.second.waiters.empty(); });
}

void ChangeFeed::poll() {
    std::vector<std::pair<ContextId, Seq>> watched;
    {
        const std::lock_guard lock(mutex_);
        forgetGone();
        for (const auto& [context, state] : contexts_) watched.emplace_back(context, state.position);
    }
    for (const auto& [context, position] : watched) poll(context, position);
}

void ChangeFeed::poll(ContextId context, Seq position) {
    counters_.polls.fetch_add(1, std::memory_order_relaxed);
    try {
        const auto changes = database_.read(context, Freshness::eventual(), [&](dbpool::ReadSession& session) {
            return ChangeReader(session).since(position, limits_.changesAtOnce);
        });
        if (!changes.records.empty()) wake(context, position, changes);
    } catch (const std::exception& failure) {  // the next look comes soon, and one context must not stop the others
        counters_.failures.fetch_add(1, std::memory_order_relaxed);
        log::debug("push.poll.failed", {{"context", context.value}, {"reason", failure.what()}});
    }
}

void ChangeFeed::wake(ContextId context, Seq position, const Changes& changes) {
    const std::lock_guard lock(mutex_);
    const auto at = contexts_.find(context);
    if (at == contexts_.end()) return;
    // Somebody may have begun to wait meanwhile, knowing less than this look began with.
    if (at->second.position == position) at->second.position = changes.records.back().seq;
    for (const auto& waiting : at->second.waiters) {
        const auto waiter = waiting.lock();
        if (!waiter || waiter->isDue()) continue;
        const auto isAbout = [&](const ChangeRecord& change) { return waiter->interest().isAbout(change); };
        if (changes.complete && std::none_of(changes.records.begin(), changes.records.end(), isAbout)) continue;
        waiter->wake();
        counters_.wakes.fetch_add(1, std::memory_order_relaxed);
    }
}

}  // namespace groupware::push
