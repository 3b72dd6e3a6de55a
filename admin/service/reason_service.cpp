#include "admin/service/reason_service.h"

namespace admin {

using dbpool::ConfigTransaction;
using dbpool::ReasonRegistry;

std::int64_t ReasonService::create(const std::string& text) {
    return cluster_.config.write([&](ConfigTransaction& transaction) { return ReasonRegistry(transaction).add(text); });
}

void ReasonService::remove(std::int64_t reason) {
    cluster_.config.write([&](ConfigTransaction& transaction) { ReasonRegistry(transaction).remove(reason); });
}

std::vector<dbpool::MaintenanceReason> ReasonService::list(std::string_view pattern) {
    return cluster_.config.readMaster(
        [&](dbpool::ConfigReadSession& session) { return dbpool::ReasonReader(session).list(pattern); });
}

}  // namespace admin
