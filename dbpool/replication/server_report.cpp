#include "dbpool/replication/server_report.h"

#include <algorithm>
#include <charconv>

namespace dbpool {
namespace {

constexpr std::string_view kVariables =
    "SELECT @@global.server_id, @@version, @@global.read_only, @@global.log_bin, @@global.log_slave_updates,"
    " @@global.gtid_strict_mode, @@global.gtid_binlog_pos, @@global.gtid_current_pos, @@global.gtid_slave_pos,"
    " CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED),"
    " @@global.rpl_semi_sync_master_enabled, @@global.rpl_semi_sync_master_wait_point,"
    " @@global.rpl_semi_sync_master_wait_no_slave, @@global.rpl_semi_sync_master_timeout,"
    " @@global.rpl_semi_sync_slave_enabled";
constexpr std::string_view kStatus =
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('Rpl_semi_sync_master_status', 'Rpl_semi_sync_master_clients',"
    " 'Rpl_semi_sync_master_wait_sessions', 'Rpl_semi_sync_slave_status')";
constexpr std::string_view kReplicas = "SHOW ALL SLAVES STATUS";

/// One row by the names of its columns; a column that this version of the server lacks reads as NULL.
class NamedRow {
public:
    explicit NamedRow(const Rows& rows) : rows_(rows) {}

    [[nodiscard]] std::optional<std::string> maybeText(std::string_view name) const {
        const auto column = rows_.column(name);
        return column ? rows_.maybeText(*column) : std::nullopt;
    }
    [[nodiscard]] std::string text(std::string_view name) const { return maybeText(name).value_or(std::string()); }
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(std::string_view name) const {
        const auto column = rows_.column(name);
        return column ? rows_.maybeInteger(*column) : std::nullopt;
    }
    [[nodiscard]] std::int64_t integer(std::string_view name) const { return maybeInteger(name).value_or(0); }

private:
    const Rows& rows_;
};

ReceiverState receiverState(std::string_view text) {
    if (text == "Yes") return ReceiverState::Running;
    return text == "No" ? ReceiverState::Stopped : ReceiverState::Connecting;  // also "Preparing"
}

/// `30.000` seconds.
std::chrono::milliseconds periodOf(std::string_view seconds) {
    double value = 0;
    std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
    return std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
}

ReplicaThreads threadsOf(const NamedRow& row) {
    ReplicaThreads threads;
    threads.connectionName = row.text("Connection_name");
    threads.masterHost = row.text("Master_Host");
    threads.masterPort = static_cast<int>(row.integer("Master_Port"));
    threads.masterServerId = row.integer("Master_Server_Id");
    threads.receiver = receiverState(row.text("Slave_IO_Running"));
    threads.applierRunning = row.text("Slave_SQL_Running") == "Yes";
    threads.usesGtid = row.text("Using_Gtid") != "No";
    threads.receiverErrno = static_cast<int>(row.integer("Last_IO_Errno"));
    threads.receiverError = row.text("Last_IO_Error");
    threads.applierErrno = static_cast<int>(row.integer("Last_SQL_Errno"));
    threads.applierError = row.text("Last_SQL_Error");
    threads.received = GtidPosition::parse(row.text("Gtid_IO_Pos"));
    if (const auto behind = row.maybeInteger("Seconds_Behind_Master")) threads.behind = std::chrono::seconds(*behind);
    threads.delay = std::chrono::seconds(row.integer("SQL_Delay"));
    threads.heartbeatPeriod = periodOf(row.text("Slave_heartbeat_period"));
    threads.heartbeats = row.integer("Slave_received_heartbeats");
    threads.readPosition = row.text("Master_Log_File") + ":" + row.text("Read_Master_Log_Pos");
    return threads;
}

void readVariables(Connection& connection, ServerReport& report) {
    Rows rows = connection.query(kVariables);
    if (!rows.next()) return;
    report.serverId = rows.integer(1);
    report.version = rows.text(2);
    report.readOnly = rows.flag(3);
    report.binlog = rows.flag(4);
    report.logsReplicated = rows.flag(5);
    report.strictGtid = rows.flag(6);
    report.binlogPosition = GtidPosition::parse(rows.text(7));
    report.currentPosition = GtidPosition::parse(rows.text(8));
    report.slavePosition = GtidPosition::parse(rows.text(9));
    report.clock = std::chrono::system_clock::time_point(std::chrono::microseconds(rows.integer(10)));
    report.semiSync.masterEnabled = rows.flag(11);
    report.semiSync.waitsBeforeCommit = rows.text(12) == "AFTER_SYNC";
    report.semiSync.waitsWithoutReplica = rows.flag(13);
    report.semiSync.timeout = std::chrono::milliseconds(rows.integer(14));
    report.semiSync.replicaEnabled = rows.flag(15);
}

void readStatus(Connection& connection, SemiSync& semiSync) {
    for (Rows rows = connection.query(kStatus); rows.next();) {
        const std::string name = rows.text(1);
        if (name == "Rpl_semi_sync_master_status") semiSync.masterActive = rows.text(2) == "ON";
        if (name == "Rpl_semi_sync_master_clients") semiSync.acknowledging = rows.integer(2);
        if (name == "Rpl_semi_sync_master_wait_sessions") semiSync.waitingCommits = rows.integer(2);
        if (name == "Rpl_semi_sync_slave_status") semiSync.replicaActive = rows.text(2) == "ON";
    }
}

}  // namespace

bool ServerReport::follows() const noexcept {
    return std::any_of(replicas.begin(), replicas.end(), [](const ReplicaThreads& one) { return one.running(); });
}

GtidPosition ServerReport::received() const {
    GtidPosition position = applied();
    for (const auto& one : replicas) position.raiseTo(one.received);
    return position;
}

GtidPosition ServerReport::applied() const {
    GtidPosition position = binlogPosition;
    position.raiseTo(currentPosition);
    position.raiseTo(slavePosition);
    return position;
}

ServerReport readServerReport(Connection& connection, std::string_view clusterSchema) {
    ServerReport report;
    readVariables(connection, report);
    // The threads after the positions: what is received is then never older than what is applied.
    for (Rows rows = connection.queryText(kReplicas); rows.next();)
        report.replicas.push_back(threadsOf(NamedRow(rows)));
    readStatus(connection, report.semiSync);
    report.cluster = readClusterState(connection, clusterSchema);
    return report;
}

}  // namespace dbpool
