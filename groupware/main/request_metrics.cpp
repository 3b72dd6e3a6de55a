#include "groupware/main/request_metrics.h"

#include <sstream>

namespace groupware::main {
namespace {

std::string boundText(double bound) {
    std::ostringstream text;
    text << bound;
    return text.str();
}

}  // namespace

http::Response RequestMetrics::apply(const http::Request& request, http::Handler& next) {
    const auto start = std::chrono::steady_clock::now();
    auto response = next.handle(request);
    const auto took = std::chrono::steady_clock::now() - start;
    // Told when it is out: a request that waits and is handled anew counts once.
    response.whenSent([this, took, route = request.route().empty() ? "none" : request.route()](const net::Sent& sent) {
        note(route, sent.status, took + sent.waiting);
    });
    return response;
}

void RequestMetrics::note(const std::string& route, int status, std::chrono::duration<double> took) {
    const std::lock_guard lock(mutex_);
    ++counts_[{route, status}];
    auto& durations = durations_[route];
    ++durations.count;
    durations.seconds += took.count();
    for (std::size_t i = 0; i < kSecondBounds.size(); ++i) {
        if (took.count() <= kSecondBounds.at(i)) ++durations.buckets.at(i);
    }
}

void RequestMetrics::collect(MetricsWriter& writer) const {
    constexpr const char* kDuration = "yoke_http_request_duration_seconds";
    constexpr const char* kDurationHelp =
        "Time to the complete answer, a wait for the master included, without sending it.";
    const std::lock_guard lock(mutex_);
    for (const auto& [key, count] : counts_) {
        writer.counter("yoke_http_requests_total", "Requests answered, by route and status.",
                       static_cast<double>(count), {{"route", key.first}, {"status", std::to_string(key.second)}});
    }
    for (const auto& [route, durations] : durations_) {
        for (std::size_t i = 0; i < kSecondBounds.size(); ++i) {
            writer.bucket(kDuration, kDurationHelp, static_cast<double>(durations.buckets.at(i)),
                          {{"route", route}, {"le", boundText(kSecondBounds.at(i))}});
        }
        writer.bucket(kDuration, kDurationHelp, static_cast<double>(durations.count),
                      {{"route", route}, {"le", "+Inf"}});
        writer.sum(kDuration, kDurationHelp, durations.seconds, {{"route", route}});
        writer.count(kDuration, kDurationHelp, static_cast<double>(durations.count), {{"route", route}});
    }
}

}  // namespace groupware::main
