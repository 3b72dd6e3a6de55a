#pragma once

#include "admin/service/cluster.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace admin {

/// A promotion that may have lost commits gives the contexts on the new master new epochs, so that no client's sync
/// token holds any more. Until the config DB has them as well, nodes do not find the contexts. This makes it so, schema
/// by schema: what an earlier call did not get done, the next one does.
/// @param databaseCluster  the config DB's id
/// @param master    where its rows are
/// @param progress  hears a sentence per schema that was changed
/// @return sentences about contexts that the master does not have as the config DB says
/// @throws groupware::Error Unavailable, dbpool::DbError
std::vector<std::string> alignEpochs(const Cluster& cluster, std::int64_t databaseCluster,
                                     const dbpool::Endpoint& master,
                                     const std::function<void(const std::string&)>& progress);

}  // namespace admin
