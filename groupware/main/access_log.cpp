#include "groupware/main/access_log.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/base/log.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace groupware::main {
namespace {

/// Milliseconds with one decimal.
std::string millisecondsText(std::chrono::nanoseconds duration) {
    std::array<char, 32> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%.1f", std::chrono::duration<double, std::milli>(duration).count());
    return {text.data(), static_cast<std::size_t>(length)};
}

/// Of the body, if known before it is sent.
std::string bytesText(const http::Response& response) {
    if (!response.stream) return std::to_string(response.body.size());
    return response.length ? std::to_string(*response.length) : "-";
}

/// Method names are the client's; a line shows those that look like one.
std::string methodText(const std::string& method) {
    return method.size() <= 32 ? method : method.substr(0, 32);
}

const std::string& orDash(const std::string& text) {
    static const std::string kDash = "-";
    return text.empty() ? kDash : text;
}

}  // namespace

http::Response AccessLog::apply(const http::Request& request, http::Handler& next) {
    dbpool::RequestCounters database;
    const auto start = std::chrono::steady_clock::now();
    http::Response response;
    {
        const dbpool::CountingScope counting(database);
        response = next.handle(request);
    }
    const auto took = std::chrono::steady_clock::now() - start;
    const auto& notes = request.notes();
    log::information("request", {{"method", methodText(request.method())},
                                 {"route", orDash(request.route())},
                                 {"operation", orDash(notes.operation)},
                                 {"context", notes.context.value},
                                 {"user", notes.user.value},
                                 {"status", response.status},
                                 {"bytes", bytesText(response)},
                                 {"ms", millisecondsText(took)},
                                 {"sql", database.statements},
                                 {"sqlMs", millisecondsText(database.sqlTime)},
                                 {"replica", database.replicaReads},
                                 {"master", database.masterReads},
                                 {"writes", database.writes},
                                 {"waits", database.gateWaits},
                                 {"misses", database.gateMisses}});
    return response;
}

}  // namespace groupware::main
