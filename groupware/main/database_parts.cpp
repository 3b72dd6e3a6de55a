#include "groupware/main/database_parts.h"

#include "dbpool/replication/durability.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace groupware::main {
namespace {

using dbpool::Durability;

/// A server as far as /ready is concerned.
struct Server {
    std::string name;  ///< " 4", or empty
    bool available = false;
    const dbpool::MemberStatus* member;
};

bool isMaster(const Server& server) {
    return server.available && server.member->master;
}

/// It gets reads, and what the master writes.
bool isUsable(const Server& server) {
    if (!server.available || !server.member->reader || !server.member->report) return false;
    const auto& threads = server.member->report->replicas;
    return !threads.empty() && std::all_of(threads.begin(), threads.end(), [](const dbpool::ReplicaThreads& one) {
        return one.applierRunning && one.receiver != dbpool::ReceiverState::Stopped;
    });
}

/// Adds what the master promises and does. @return whether that is the same
bool addDurability(const Server& master, std::optional<Durability> promised, bool alone, std::string& text) {
    const auto actual = dbpool::actualDurability(master.member->report->semiSync);
    text += ", durability " + std::string(promised ? dbpool::nameOf(*promised) : actual);
    if (!promised || actual == dbpool::nameOf(*promised)) return true;
    text += ", really " + std::string(actual);
    if (actual == "blocked") text += ": no replica acknowledges, writes wait";
    return *promised != Durability::Strict || (alone && actual != "blocked");
}

Readiness::Part partOf(std::string name, std::span<const Server> servers, std::optional<Durability> promised) {
    Readiness::Part part{.name = std::move(name), .fine = true, .text = {}};
    const auto usable = static_cast<std::size_t>(std::count_if(servers.begin(), servers.end(), isUsable));
    const auto master = std::find_if(servers.begin(), servers.end(), isMaster);
    if (master == servers.end()) {
        const auto answering = std::count_if(servers.begin(), servers.end(), [](const Server& one) {
            return one.available && one.member->report.has_value();
        });
        part.fine = false;
        part.text = "no master, read-only, " + std::to_string(answering) + " of " + std::to_string(servers.size()) +
                    " servers answer";
        return part;
    }
    const std::size_t replicas = servers.size() - 1;
    part.text =
        "master" + master->name + ", " + std::to_string(usable) + " of " + std::to_string(replicas) + " replicas";
    part.fine = usable == replicas;
    for (const Server& server : servers) {
        if (!isMaster(server) && !isUsable(server)) part.text += server.name.empty() ? "" : ", not" + server.name;
    }
    if (master->member->report) part.fine &= addDurability(*master, promised, replicas == 0, part.text);
    return part;
}

}  // namespace

Readiness::Part configPart(const std::vector<dbpool::ConfigServerStatus>& servers) {
    std::vector<Server> all;
    for (const auto& server : servers)
        all.push_back({.name = {}, .available = server.available, .member = &server.member});
    return partOf("configdb_servers", all, std::nullopt);
}

std::vector<Readiness::Part> clusterParts(const std::vector<dbpool::ServerStatus>& servers) {
    std::vector<Readiness::Part> parts;
    for (auto first = servers.begin(); first != servers.end();) {
        const auto last =
            std::find_if(first, servers.end(), [&](const auto& server) { return server.cluster != first->cluster; });
        std::vector<Server> all;
        for (auto one = first; one != last; ++one)
            all.push_back(
                {.name = " " + std::to_string(one->id.value), .available = one->available, .member = &one->member});
        parts.push_back(partOf("cluster " + std::to_string(first->cluster), all, first->durability));
        first = last;
    }
    return parts;
}

}  // namespace groupware::main
