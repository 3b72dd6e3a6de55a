#include "dbpool/replication/waiting_commits.h"

#include "dbpool/driver/db_error.h"

#include <string_view>

namespace dbpool {

namespace {

/// The rest of the state's name differs between versions.
constexpr std::string_view kWaiting =
    "SELECT QUERY_ID FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for semi-sync ACK%'";
constexpr std::string_view kWritten = "SELECT @@global.gtid_binlog_pos";
/// Of the query and not of its connection: that may be at another commit by now, which nobody has received.
constexpr std::string_view kRelease = "KILL HARD QUERY ID ?";
constexpr int kNoSuchQuery = 1957;

}  // namespace

WaitingCommits findWaitingCommits(Connection& master) {
    WaitingCommits commits;
    for (Rows rows = master.query(kWaiting); rows.next();) commits.queries.push_back(rows.integer(1));
    // Afterwards: a commit is in the binary log before it waits.
    if (Rows rows = master.query(kWritten); rows.next()) commits.written = GtidPosition::parse(rows.text(1));
    return commits;
}

std::int64_t releaseCommits(Connection& master, const WaitingCommits& commits) {
    std::int64_t released = 0;
    for (const std::int64_t query : commits.queries) {
        try {
            master.execute(kRelease, {query});
            ++released;
        } catch (const DbError& error) {
            if (error.code() != kNoSuchQuery) throw;
        }
    }
    return released;
}

}  // namespace dbpool
