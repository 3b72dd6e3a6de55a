#include "admin/rest/replication.h"

#include "admin/service/problems.h"

#include <charconv>

namespace admin::rest {
namespace {

std::chrono::seconds secondsOf(const groupware::http::Request& request, std::string_view name,
                               std::chrono::seconds fallback) {
    const auto text = request.parameter(name);
    if (!text) return fallback;
    int number = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size() || number < 0) {
        throw invalid("Not a number of seconds: " + std::string(name));
    }
    return std::chrono::seconds(number);
}

std::string_view roleOf(const ClusterHealth& cluster, const dbpool::MemberView& view) {
    if (!view.visible()) return "unreachable";
    if (view.member.name == cluster.health.master) return "master";
    return view.report->follows() ? "replica" : "stray";
}

json::Object::Ptr toJson(const ClusterHealth& cluster, const dbpool::MemberView& view) {
    auto object = json::makeObject();
    object->set("name", view.member.name);
    object->set("role", std::string(roleOf(cluster, view)));
    if (!view.visible()) {
        object->set("problem", view.problem);
        return object;
    }
    const auto& report = *view.report;
    object->set("serverId", report.serverId);
    object->set("readOnly", report.readOnly);
    object->set("term", report.cluster.term);
    object->set("applied", report.applied().text());
    object->set("received", report.received().text());
    return object;
}

json::Object::Ptr toJson(const dbpool::ReplicaLag& lag) {
    auto object = json::makeObject();
    object->set("name", lag.name);
    object->set("transactions", lag.transactions);
    if (lag.lag) object->set("seconds", static_cast<std::int64_t>(lag.lag->count()));
    return object;
}

json::Object::Ptr toJson(const ClusterHealth& cluster) {
    auto object = json::makeObject();
    object->set("name", cluster.name);
    object->set("status", static_cast<int>(cluster.health.level));
    object->set("master", cluster.health.master);
    object->set("durability", std::string(nameOf(cluster.durability)));
    object->set("actualDurability", cluster.actualDurability);
    object->set("findings", arrayOf(cluster.health.findings));
    auto servers = json::makeArray();
    for (const auto& view : cluster.views) servers->add(toJson(cluster, view));
    object->set("servers", servers);
    auto lags = json::makeArray();
    for (const auto& lag : cluster.health.lags) lags->add(toJson(lag));
    object->set("lag", lags);
    return object;
}

}  // namespace

json::Object::Ptr Replication::list(const groupware::http::Request& request) {
    const dbpool::HealthLimits fallback;
    const dbpool::HealthLimits limits{.warning = secondsOf(request, "warning", fallback.warning),
                                      .critical = secondsOf(request, "critical", fallback.critical)};
    const bool listen = request.parameter("heartbeats").value_or("true") != "false";
    return itemsAnswer(service_.check(patternOf(request), limits, listen),
                       [](const ClusterHealth& cluster) { return toJson(cluster); });
}

json::Object::Ptr Promotions::add(const json::Object& body) {
    PromotionInput input{.database = json::text(body, "database").value_or(""),
                         .configDatabase = json::flag(body, "configDatabase").value_or(false),
                         .target = json::text(body, "to").value_or(""),
                         .rejoin = json::text(body, "rejoin").value_or(""),
                         .oldMasterIsDead = json::flag(body, "oldMasterIsDead").value_or(false),
                         .dryRun = json::flag(body, "dryRun").value_or(false),
                         .replicationUser = json::text(body, "replicationUser").value_or(""),
                         .replicationPassword = json::text(body, "replicationPassword").value_or("")};
    if (!input.configDatabase && input.database.empty()) input.database = requireText(body, "database");
    const auto done = service_.promote(input);
    auto answer = json::makeObject();
    answer->set("master", done.master);
    answer->set("done", done.done);
    answer->set("lines", arrayOf(done.lines));
    answer->set("warnings", arrayOf(done.warnings));
    return answer;
}

}  // namespace admin::rest
