#include "dbpool/replication/server_steps.h"

#include "dbpool/driver/db_error.h"

#include <algorithm>

namespace dbpool {
namespace {

constexpr std::string_view kLock = "SELECT GET_LOCK('yoke_promotion', 0)";
constexpr std::string_view kWriters =
    "SELECT id FROM information_schema.PROCESSLIST"
    " WHERE id NOT IN (CONNECTION_ID(), COALESCE(IS_USED_LOCK('yoke_promotion'), 0))"
    " AND user NOT IN ('system user', 'event_scheduler')"
    " AND command NOT IN ('Binlog Dump', 'Daemon', 'Slave_IO', 'Slave_SQL', 'Slave_worker')";
constexpr std::string_view kBinlogPosition = "SELECT @@global.gtid_binlog_pos";
constexpr std::string_view kBinlogState = "SELECT @@global.gtid_binlog_state";
constexpr std::string_view kWait = "SELECT MASTER_GTID_WAIT(?, ?)";
constexpr std::string_view kQuote = "SELECT QUOTE(?)";
constexpr std::string_view kSchemasWith = "SELECT table_schema FROM information_schema.TABLES WHERE table_name = ?";
constexpr std::string_view kRaise =
    "UPDATE cluster_state SET term = GREATEST(term + 1, ?), master_server_id = @@server_id,"
    " promoted_ms = FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000) WHERE id = 1";
/// By the clock, as the epochs of new contexts: also a master that was lost for good may have given out the next
/// number.
constexpr std::string_view kRaiseEpochs =
    "UPDATE ctx_state SET epoch = GREATEST(epoch + 1, FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000))";
/// Repeated after a raise that was done, it changes nothing.
constexpr std::string_view kMine =
    "SELECT term >= ? AND master_server_id = @@server_id FROM cluster_state WHERE id = 1";
constexpr std::string_view kAddColumns =
    "ALTER TABLE cluster_state ADD COLUMN IF NOT EXISTS master_server_id BIGINT NOT NULL DEFAULT 0,"
    " ADD COLUMN IF NOT EXISTS promoted_ms BIGINT NOT NULL DEFAULT 0";
constexpr int kUnknownColumn = 1054;
constexpr int kNoSuchThread = 1094;
/// A semi-synchronous replica that stops tells its master first; one that hangs shall not cost more than this.
constexpr std::string_view kShortFarewell = "SET GLOBAL rpl_semi_sync_slave_kill_conn_timeout = 1";

std::string addressOf(const ReplicationSource& source, const std::string& host) {
    return "CHANGE MASTER TO MASTER_HOST = " + host + ", MASTER_PORT = " + std::to_string(source.port) +
           ", MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1, MASTER_HEARTBEAT_PERIOD = 1";
}

}  // namespace

bool ServerSteps::lock() {
    Rows rows = connection_.query(kLock);
    return rows.next() && rows.integer(1) == 1;
}

void ServerSteps::setReadOnly(bool readOnly) {
    // It waits for statements that hold tables; not for ever.
    connection_.command("SET SESSION lock_wait_timeout = 10");
    connection_.command(readOnly ? "SET GLOBAL read_only = ON" : "SET GLOBAL read_only = OFF");
}

int ServerSteps::endWriters() {
    int ended = 0;
    for (Rows rows = connection_.query(kWriters); rows.next();) {
        try {
            connection_.command("KILL CONNECTION " + std::to_string(rows.integer(1)));
            ++ended;
        } catch (const DbError& error) {
            if (error.code() != kNoSuchThread) throw;
        }
    }
    return ended;
}

GtidPosition ServerSteps::binlogPosition() {
    Rows rows = connection_.query(kBinlogPosition);
    return GtidPosition::parse(rows.next() ? rows.text(1) : std::string());
}

BinlogState ServerSteps::binlogState() {
    Rows rows = connection_.query(kBinlogState);
    const std::string text = rows.next() ? rows.text(1) : std::string();
    BinlogState state;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        const auto one = GtidPosition::parse(std::string_view(text).substr(begin, end - begin));
        for (const auto& [domain, gtid] : one.domains()) {
            state[{domain, gtid.server}] = gtid.sequence;
        }
        begin = end + 1;
    }
    return state;
}

bool ServerSteps::waitApplied(const GtidPosition& position, std::chrono::milliseconds patience) {
    Rows rows = connection_.query(kWait, {position.text(), static_cast<double>(patience.count()) / 1000.0});
    return rows.next() && !rows.isNull(1) && rows.integer(1) == 0;
}

void ServerSteps::stopReceiver() {
    connection_.command(kShortFarewell);
    connection_.command("STOP SLAVE IO_THREAD");
}

void ServerSteps::startReceiver() {
    connection_.command("START SLAVE IO_THREAD");
}

void ServerSteps::forgetMaster() {
    connection_.command("STOP SLAVE");
    connection_.command("RESET SLAVE ALL");
}

void ServerSteps::follow(const ReplicationSource& source) {
    connection_.command(kShortFarewell);
    connection_.command("STOP SLAVE");
    std::string text = addressOf(source, quoted(source.host));
    if (!source.user.empty()) {
        text += ", MASTER_DEMOTE_TO_SLAVE = 1, MASTER_USER = " + quoted(source.user) +
                ", MASTER_PASSWORD = " + quoted(source.password);
        if (source.tls) text += ", MASTER_SSL = 1";
    }
    connection_.command(text);
    connection_.command("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
    connection_.command("SET GLOBAL rpl_semi_sync_slave_enabled = ON");
    connection_.command("START SLAVE");
}

void ServerSteps::acknowledgeBy(Durability durability) {
    connection_.command("SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC");
    connection_.command("SET GLOBAL rpl_semi_sync_master_wait_no_slave = ON");
    connection_.command(durability == Durability::Strict ? "SET GLOBAL rpl_semi_sync_master_timeout = 3600000"
                                                         : "SET GLOBAL rpl_semi_sync_master_timeout = 1000");
    connection_.command("SET GLOBAL rpl_semi_sync_master_enabled = ON");
}

void ServerSteps::acknowledgeAlone() {
    connection_.command("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
}

void ServerSteps::raiseTerm(std::string_view schema, std::int64_t term) {
    raiseTermIn(schema, term);
    for (Rows rows = connection_.query(kSchemasWith, {"cluster_state"}); rows.next();) {
        if (rows.text(1) != schema) raiseTermIn(rows.text(1), 1);
    }
}

std::int64_t ServerSteps::raiseEpochs() {
    std::int64_t contexts = 0;
    for (Rows rows = connection_.query(kSchemasWith, {"ctx_state"}); rows.next();) {
        connection_.use(rows.text(1));
        contexts += connection_.execute(kRaiseEpochs);
    }
    return contexts;
}

void ServerSteps::raiseTermIn(std::string_view schema, std::int64_t atLeast) {
    connection_.use(schema);
    try {
        Rows rows = connection_.query(kMine, {atLeast});
        if (rows.next() && rows.flag(1)) return;
        connection_.execute(kRaise, {atLeast});
    } catch (const DbError& error) {
        if (error.code() != kUnknownColumn) throw;
        connection_.command(kAddColumns);  // a cluster that an older version made
        connection_.execute(kRaise, {atLeast});
    }
}

std::string ServerSteps::quoted(std::string_view text) {
    Rows rows = connection_.query(kQuote, {text});
    return rows.next() ? rows.text(1) : std::string();
}

std::string divergenceOf(const BinlogState& mine, const BinlogState& theirs) {
    // Sequences of a domain grow along its one history: what is older than a common transaction is common, too.
    std::map<std::int64_t, std::int64_t> common;
    for (const auto& [key, sequence] : mine) {
        const auto found = theirs.find(key);
        if (found == theirs.end()) continue;
        auto& highest = common[key.first];
        highest = std::max(highest, std::min(sequence, found->second));
    }
    std::string gtids;
    for (const auto& [key, sequence] : mine) {
        const auto found = theirs.find(key);
        if ((found != theirs.end() && found->second >= sequence) || sequence <= common[key.first]) continue;
        gtids += (gtids.empty() ? "" : ",") + Gtid{key.first, key.second, sequence}.text();
    }
    return gtids;
}

}  // namespace dbpool
