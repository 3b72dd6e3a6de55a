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
                               const groupware::Clock& clock, const groupware::ConfigurationSource& configuration)
    : database_(database), directory_(directory), clock_(clock), configuration_(configuration) {}

TrashCollector::Outcome TrashCollector::collect(groupware::ContextId context) {
    const auto store = directory_.localStoreOf(context);
    Outcome outcome;
    std::vector<std::string> keys;
    do {
        database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& transaction) {
            keys = TrashCollectorStore(transaction).due(configuration_.get(kTrashGrace), kBatch);
        });
        for (const auto& key : keys) store->remove(key);
        database_.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& transaction) {
            for (const auto& key : keys) TrashCollectorStore(transaction).forget(key);
        });
        outcome.blobs += static_cast<int>(keys.size());
    } while (keys.size() == kBatch);
    outcome.temporaries = store->removeStale(clock_.now() - configuration_.get(kStaleUpload));
    return outcome;
}

}  // namespace filestore
