#pragma once

#include "groupware/http/handler.h"
#include "groupware/main/metrics.h"

#include <atomic>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::main {

/// What must work for this node to serve. Filled before the first request, then only read, except for drain().
class Readiness {
public:
    /// Returns normally if the component works; an exception says what is wrong with it. The public text of an Error
    /// is shown, all else only logged: it may name hosts and paths.
    using Check = std::function<void()>;

    enum class Need {
        Required,  ///< without it the node serves nothing
        Useful,    ///< without it some requests fail: shown, but the node stays in service
    };
    void add(std::string name, Need need, Check check) { checks_.push_back({std::move(name), need, std::move(check)}); }

    /// One of several components that are only known later. Without it the node stays in service.
    struct Part {
        std::string name;
        bool fine = true;
        std::string text;  ///< public: ids, no hosts, no paths
    };
    using Survey = std::function<std::vector<Part>()>;
    void add(Survey survey) { surveys_.push_back(std::move(survey)); }
    /// From now on not ready: the node is about to end.
    void drain() noexcept { draining_ = true; }

    struct State {
        bool ready = true;
        /// One line per component: "configdb ok", "filestores failed: filestore 3 does not answer"; then one per part:
        /// "cluster 3 ok: master 4, 2 of 2 replicas, durability strict", "cluster 5 warning: ..."
        std::string text;
    };
    /// Runs all checks and surveys.
    [[nodiscard]] State state() const;

private:
    struct Named {
        std::string name;
        Need need;
        Check check;
    };
    std::vector<Named> checks_;
    std::vector<Survey> surveys_;
    std::atomic<bool> draining_{false};
};

/// GET /health: the process answers.
class HealthHandler final : public http::Handler {
public:
    [[nodiscard]] http::Response handle(const http::Request& request) override;
};

/// GET /ready: 200 if the node can serve, else 503, with a line per component.
class ReadyHandler final : public http::Handler {
public:
    explicit ReadyHandler(const Readiness& readiness) : readiness_(readiness) {}
    [[nodiscard]] http::Response handle(const http::Request& request) override;

private:
    const Readiness& readiness_;
};

/// GET /metrics.
class MetricsHandler final : public http::Handler {
public:
    explicit MetricsHandler(const Metrics& metrics) : metrics_(metrics) {}
    [[nodiscard]] http::Response handle(const http::Request& request) override;

private:
    const Metrics& metrics_;
};

}  // namespace groupware::main
