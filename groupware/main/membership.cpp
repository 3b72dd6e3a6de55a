#include "groupware/main/membership.h"

#include "dbpool/configdb/options.h"
#include "dbpool/configdb/server_registry.h"
#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/base/version.h"
#include "groupware/main/options.h"
#include "groupware/net/options.h"

#include <unistd.h>

#include <array>
#include <exception>

namespace groupware::main {
namespace {

constexpr std::size_t kNodeIdOctets = 16;

std::string hostName() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0) return "node";
    return name.data();
}

/// What other nodes connect to: a wildcard means this host.
std::string addressText(const std::string& bound, int port) {
    if (port < 0) return {};
    const bool everywhere = bound.empty() || bound == "*" || bound == "0.0.0.0" || bound == "::";
    return (everywhere ? hostName() : bound) + ":" + std::to_string(port);
}

dbpool::Node describe(const Configuration& configuration, const NodeAddresses& addresses) {
    dbpool::Node node;
    node.id = crypto::randomBytes(kNodeIdOctets);
    node.name = configuration.get(kNodeName);
    if (node.name.empty()) node.name = hostName();
    node.route = configuration.get(net::kAjpRoute);
    node.httpAddress = addressText(configuration.get(net::kHttpAddress), addresses.http);
    node.ajpAddress = addressText(configuration.get(net::kAjpAddress), addresses.ajp);
    node.version = kVersion;
    return node;
}

}  // namespace

Membership::Membership(dbpool::ConfigDatabase& config, const Configuration& configuration,
                       const NodeAddresses& addresses)
    : config_(config),
      registry_(config),
      serverName_(configuration.get(dbpool::configdb::kServerName)),
      heartbeatInterval_(configuration.get(kHeartbeat)),
      node_(describe(configuration, addresses)),
      heartbeat_(std::make_unique<Periodic>("node.heartbeat", heartbeatInterval_, [this] { run(); })) {}

Membership::~Membership() {
    heartbeat_.reset();
    if (!entered_) return;
    try {
        registry_.leave(node_.id);
        log::information("node.left", {{"name", node_.name}, {"route", node_.route}});
    } catch (const std::exception& error) {
        log::warning("node.leave_failed", {{"what", error.what()}});
    }
}

UpkeepShare Membership::upkeepShare() const {
    constexpr int kMissedHeartbeats = 3;
    const auto staleAfter = std::chrono::ceil<std::chrono::seconds>(kMissedHeartbeats * heartbeatInterval_);
    return main::upkeepShare(config_, node_.name, node_.route, staleAfter);
}

void Membership::run() {
    if (entered_ && registry_.heartbeat(node_.id)) return;
    enter();
}

void Membership::enter() {
    const auto server = config_.readMaster(
        [this](dbpool::ConfigReadSession& session) { return dbpool::ServerReader(session).find(serverName_); });
    if (!server) throw Error(ErrorCode::NotFound, "server " + serverName_ + " is not registered");
    node_.server = server->id;
    registry_.enter(node_);
    entered_ = true;
    log::information("node.entered", {{"name", node_.name}, {"route", node_.route}, {"server", node_.server.value}});
}

}  // namespace groupware::main
