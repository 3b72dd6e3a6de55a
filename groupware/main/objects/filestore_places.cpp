#include "groupware/main/objects/filestore_places.h"

#include "dbpool/configdb/placement_reader.h"
#include "groupware/base/error.h"

#include <string>

namespace groupware::main {

filestore::ContextPlace FilestorePlaces::find(ContextId context) {
    const std::int64_t seq = config_.knownSeq();
    {
        const std::lock_guard lock(mutex_);
        if (seq_ != seq || known_.size() >= kMaxRemembered) known_.clear();
        seq_ = seq;
        if (const auto found = known_.find(context); found != known_.end()) return found->second;
    }
    auto place = load(context);
    const std::lock_guard lock(mutex_);
    if (seq_ == seq) known_.emplace(context, place);  // else it may be older than what changed meanwhile
    return place;
}

filestore::ContextPlace FilestorePlaces::load(ContextId context) {
    const auto look = [context](dbpool::ConfigReadSession& session) {
        return dbpool::PlacementReader(session).find(context);
    };
    auto placement = config_.read(look);
    if (!placement) placement = config_.readMaster(look);  // it may be new
    if (!placement) throw Error(ErrorCode::NotFound, "no context " + std::to_string(context.value));
    return {.filestore = {.id = placement->filestore,
                          .number = placement->filestoreMark,
                          .unmarked = placement->filestoreUnmarked},
            .uri = placement->filestoreUri,
            .name = placement->filestoreName};
}

}  // namespace groupware::main
