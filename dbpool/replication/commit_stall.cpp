#include "dbpool/replication/commit_stall.h"

namespace dbpool {

bool CommitStall::seen(const ServerReport& master, std::chrono::steady_clock::time_point at) {
    if (master.semiSync.waitingCommits == 0 || master.semiSync.acknowledging == 0) {
        since_.reset();
        return false;
    }
    if (!since_ || master.binlogPosition != position_) {
        since_ = at;
        position_ = master.binlogPosition;
        return false;
    }
    if (at - *since_ < kPatience) return false;
    since_ = at;
    return true;
}

}  // namespace dbpool
