#include "dbpool/replication/promotion_script.h"

namespace dbpool {
namespace {

class Script {
public:
    void on(const MemberView& view, const std::string& why) {
        lines_.push_back("-- on " + view.member.name + " (" + view.member.endpoint.host + ":" +
                         std::to_string(view.member.endpoint.port) + "): " + why);
    }
    void sql(std::string statement) { lines_.push_back(std::move(statement) + ";"); }
    void note(const std::string& text) { lines_.push_back("-- " + text); }
    [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

private:
    std::vector<std::string> lines_;
};

void close(Script& script, std::span<const MemberView> views, const PromotionPlan& plan) {
    script.on(views[plan.oldMaster.value()], "no writes any more; end the connections of the nodes");
    script.sql("SET GLOBAL read_only = ON");
    script.note("KILL every connection but the Binlog Dump ones (SHOW PROCESSLIST)");
    script.sql("SELECT @@gtid_binlog_pos");
    script.on(views[plan.candidate], "0 when it has everything; with the position from above");
    script.sql("SELECT MASTER_GTID_WAIT('<gtid_binlog_pos>')");
}

void takeOver(Script& script, std::span<const MemberView> views, const PromotionPlan& plan) {
    for (const auto index : plan.followers) {
        script.on(views[index], "cut it off the old master");
        script.sql("STOP SLAVE IO_THREAD");
    }
    const auto& candidate = views[plan.candidate];
    script.on(candidate, "cut it off, then apply all that it received; must return 0, however long it takes");
    script.sql("STOP SLAVE IO_THREAD");
    script.note("Gtid_IO_Pos of SHOW ALL SLAVES STATUS must be the highest of all servers; now it is " +
                candidate.report->received().text());
    script.sql("SELECT MASTER_GTID_WAIT('" + candidate.report->received().text() + "')");
    if (plan.waitLease) script.note("wait 3 seconds: nodes may still believe in the old master");
}

void follow(Script& script, std::span<const MemberView> views, const PromotionPlan& plan,
            const PromotionRequest& request) {
    const auto& endpoint = views[plan.candidate].member.endpoint;
    for (const auto index : plan.followers) {
        script.on(views[index], "follow " + views[plan.candidate].member.name);
        script.sql("SET GLOBAL read_only = ON");
        script.sql("STOP SLAVE");
        std::string change = "CHANGE MASTER TO MASTER_HOST = '" + endpoint.host +
                             "', MASTER_PORT = " + std::to_string(endpoint.port) + ", MASTER_USE_GTID = slave_pos";
        if (views[index].report->replicas.empty()) {
            const auto& user = request.replicationUser.empty() ? endpoint.user : request.replicationUser;
            change += ", MASTER_DEMOTE_TO_SLAVE = 1, MASTER_USER = '" + user + "', MASTER_PASSWORD = '<its password>'";
        }
        script.sql(change);
        script.sql("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
        script.sql("SET GLOBAL rpl_semi_sync_slave_enabled = ON");
        script.sql("START SLAVE");
    }
}

}  // namespace

std::vector<std::string> scriptOf(const PromotionPlan& plan, std::span<const MemberView> views,
                                  const PromotionRequest& request, const std::string& schema, std::int64_t newTerm) {
    Script script;
    const auto& candidate = views[plan.candidate];
    for (const auto& warning : plan.warnings) script.note("warning: " + warning);
    if (plan.kind == PromotionKind::Switchover) close(script, views, plan);
    if (plan.kind == PromotionKind::Takeover) takeOver(script, views, plan);
    script.on(candidate, "become the master");
    if (plan.kind != PromotionKind::Finish) {
        script.sql("STOP SLAVE");
        script.sql("RESET SLAVE ALL");
    }
    script.sql("SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC");
    script.sql("SET GLOBAL rpl_semi_sync_master_timeout = " +
               std::string(request.durability == Durability::Strict ? "3600000" : "1000"));
    script.sql("SET GLOBAL rpl_semi_sync_master_enabled = ON");
    follow(script, views, plan, request);
    if (plan.mayLoseCommits) {
        script.on(candidate,
                  "commits may be lost, so that no client's sync token holds; in every schema with ctx_state");
        script.sql("UPDATE ctx_state SET epoch = GREATEST(epoch + 1, FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000))");
        script.note("afterwards context_server2db_pool.epoch of the config DB must say the same, for every context");
    }
    script.on(candidate, "open it");
    if (plan.kind != PromotionKind::Finish) {
        script.sql("UPDATE `" + schema + "`.cluster_state SET term = " + std::to_string(newTerm) +
                   ", master_server_id = @@server_id, promoted_ms = FLOOR(UNIX_TIMESTAMP(NOW(3)) * 1000)");
    }
    script.sql("SET GLOBAL read_only = OFF");
    return script.take();
}

}  // namespace dbpool
