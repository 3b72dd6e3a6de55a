#include "dbpool/configdb/named_lock.h"

#include <algorithm>
#include <array>

namespace dbpool {
namespace {

constexpr std::string_view kLock = "SELECT GET_LOCK(CONCAT('yoke_', MD5(?)), ?)";
/// One statement waits no longer, so that the connection's read timeout stays far away.
constexpr std::chrono::milliseconds kLongestWait{5'000};

}  // namespace

std::optional<NamedLock> NamedLock::tryAcquire(const Endpoint& server, std::string_view scope, std::string_view name,
                                               std::chrono::milliseconds wait) {
    auto connection = std::make_unique<Connection>(server, ConnectionLimits{});
    const std::string key = std::string(scope) + "." + std::string(name);
    const auto deadline = std::chrono::steady_clock::now() + wait;
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        const auto turn = std::clamp(left, std::chrono::milliseconds(0), kLongestWait);
        const std::array<Value, 2> values{key, std::chrono::duration<double>(turn).count()};
        Rows rows = connection->query(kLock, values);
        if (rows.next() && rows.integer(1) == 1) return NamedLock(std::move(connection));
        if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
    }
}

}  // namespace dbpool
