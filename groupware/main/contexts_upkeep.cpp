#include "groupware/main/contexts_upkeep.h"

#include "dbpool/configdb/context_registry.h"
#include "groupware/base/log.h"

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

void keepContexts(dbpool::ConfigDatabase& config, const std::vector<UpkeepJob>& jobs, const std::atomic<bool>& ending) {
    const auto contexts =
        config.read([](dbpool::ConfigReadSession& session) { return dbpool::ContextReader(session).list(); });
    for (const auto& context : contexts) {
        if (context.stage != dbpool::ContextStage::Active || !context.enabled) continue;
        for (const auto& job : jobs) {
            if (ending) return;
            runOne(job, context.id);
        }
    }
}

}  // namespace groupware::main
