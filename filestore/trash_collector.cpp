#include "filestore/trash_collector.h"

#include "filestore/options.h"
#include "filestore/store/trash_store.h"

#include <string>
#include <vector>

namespace filestore {
namespace {

constexpr int kBatch = 200;

}  // namespace

TrashCollector::TrashCollector(dbpool::ContextDatabase& database, LocalDirectory& directory,
                               const groupware::Clock& clock, const groupware::Configuration& configuration)
    : database_(database),
      directory_(directory),
      clock_(clock),
      grace_(configuration.get(kTrashGrace)),
      stale_(configuration.get(kStaleUpload)) {}

TrashCollector::Outcome TrashCollector::collect(groupware::ContextId context) {
    const auto store = directory_.localStoreOf(context);
    Outcome outcome;
    std::vector<std::string> keys;
    do {
        database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& transaction) {
            keys = TrashCollectorStore(transaction).due(grace_, kBatch);
        });
        for (const auto& key : keys) store->remove(key);
        database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& transaction) {
            for (const auto& key : keys) TrashCollectorStore(transaction).forget(key);
        });
        outcome.blobs += static_cast<int>(keys.size());
    } while (keys.size() == kBatch);
    outcome.temporaries = store->removeStale(clock_.now() - stale_);
    return outcome;
}

}  // namespace filestore
