#include "dbpool/replication/durability.h"

#include <chrono>

namespace dbpool {

std::string_view nameOf(Durability durability) {
    switch (durability) {
        case Durability::Available: return "available";
        case Durability::Strict: return "strict";
    }
    return "";
}

std::optional<Durability> durabilityNamed(std::string_view name) {
    if (name == "available") return Durability::Available;
    if (name == "strict") return Durability::Strict;
    return std::nullopt;
}

std::string_view actualDurability(const SemiSync& semiSync) {
    if (!semiSync.masterEnabled) return "asynchronous";
    // Shorter than this, a replica that restarts could make the master give up waiting.
    const bool patient =
        semiSync.waitsBeforeCommit && semiSync.waitsWithoutReplica && semiSync.timeout >= std::chrono::hours(1);
    if (!semiSync.masterActive) return "degraded";
    if (!patient) return "available";
    return semiSync.acknowledging > 0 ? "strict" : "blocked";
}

}  // namespace dbpool
