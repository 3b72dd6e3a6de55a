#pragma once

#include "dbpool/replication/survey.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace dbpool {

/// What several looks at a cluster say about its master, and why, in a sentence that does not change while the state
/// does not.
struct MasterVerdict {
    enum class State {
        Well,       ///< there is a master
        Unclear,    ///< there is none, and it is no clear outage: an alarm, for a person to judge
        Suspected,  ///< it does not answer; that is not proven yet
        Lost,       ///< it does not answer, again and again, and the replicas do not hear from it either
    };
    State state = State::Well;
    std::string reason;
};

/// Proves that the master of a cluster is gone, not only out of our sight: it did not answer several looks in a row,
/// and since the first of them no replica that answers heard from it. At least one replica must be a witness: it tries
/// to reach the master and fails, or is connected and hears nothing for longer than the master's heartbeats are apart.
/// One object for a cluster; used by one thread.
class MasterOutage {
public:
    using Clock = std::chrono::steady_clock;

    /// @param looks  in a row, at least 1
    explicit MasterOutage(int looks) : looks_(looks) {}

    /// @param views  of a new survey. @param now  when it was made
    [[nodiscard]] MasterVerdict judge(const std::vector<MemberView>& views, Clock::time_point now);

private:
    void forget();
    void count(const std::vector<MemberView>& views, Clock::time_point now);
    [[nodiscard]] std::optional<std::string> doubt(const std::vector<MemberView>& views, Clock::time_point now) const;

    const int looks_;
    int failed_ = 0;                 ///< looks in a row without an answer of the master
    std::vector<MemberView> first_;  ///< the first of them; again when a replica has heard from the master
    Clock::time_point since_;        ///< when that was
    bool proven_ = false;            ///< since then a witness was there; an attempt to promote may have detached it
};

}  // namespace dbpool
