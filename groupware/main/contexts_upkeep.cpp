#include "groupware/main/contexts_upkeep.h"

#include "dbpool/configdb/context_registry.h"
#include "dbpool/configdb/node_registry.h"
#include "groupware/base/log.h"

#include <algorithm>
#include <exception>

namespace groupware::main {
namespace {

void runOne(const UpkeepJob& job, ContextId context) {
    try {
        job.run(context);
    } catch (const std::exception& error) {
        log::warning("upkeep.failed", {{"job", job.name}, {"context", context.value}, {"what", error.what()}});
    }
}

}  // namespace

UpkeepShare upkeepShare(dbpool::ConfigDatabase& config, std::string_view name, std::string_view route,
                        std::chrono::seconds staleAfter) {
    const auto nodes = dbpool::NodeRegistry(config).list(staleAfter);
    const auto own = std::find_if(nodes.begin(), nodes.end(),
                                  [&](const dbpool::Node& node) { return node.name == name && node.route == route; });
    if (own == nodes.end()) return {};
    return {.index = own - nodes.begin(), .count = static_cast<std::int64_t>(nodes.size())};
}

void keepContexts(dbpool::ConfigDatabase& config, const UpkeepShare& share, const std::vector<UpkeepJob>& jobs,
                  const std::atomic<bool>& ending) {
    const auto contexts =
        config.read([](dbpool::ConfigReadSession& session) { return dbpool::ContextReader(session).inService(); });
    for (const ContextId context : contexts) {
        if (!share.has(context)) continue;
        for (const auto& job : jobs) {
            if (ending) return;
            runOne(job, context);
        }
    }
}

}  // namespace groupware::main
