#include "groupware/main/access_log.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/base/log.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

namespace groupware::main {
namespace {

/// Milliseconds with one decimal.
std::string millisecondsText(std::chrono::nanoseconds duration) {
    std::array<char, 32> text{};
    const int length =
        std::snprintf(text.data(), text.size(), "%.1f", std::chrono::duration<double, std::milli>(duration).count());
    return {text.data(), static_cast<std::size_t>(length)};
}

/// Method names are the client's; a line shows those that look like one.
std::string methodText(const std::string& method) {
    return method.size() <= 32 ? method : method.substr(0, 32);
}

std::string orDash(const std::string& text) {
    return text.empty() ? "-" : text;
}

/// What is known of a request before its answer is out.
struct Served {
    std::string method;
    std::string route;
    http::AccessNotes notes;
    dbpool::RequestCounters database;
};

void write(const Served& served, const net::Sent& sent) {
    const auto& database = served.database;
    log::information("request", {{"method", served.method},
                                 {"route", orDash(served.route)},
                                 {"operation", orDash(served.notes.operation)},
                                 {"context", served.notes.context.value},
                                 {"user", served.notes.user.value},
                                 {"status", sent.status},
                                 {"bytes", sent.octets},
                                 {"cut", sent.complete ? 0 : 1},
                                 {"ms", millisecondsText(sent.took)},
                                 {"parkedMs", millisecondsText(sent.waiting)},
                                 {"sql", database.statements},
                                 {"sqlMs", millisecondsText(database.sqlTime)},
                                 {"replica", database.replicaReads},
                                 {"master", database.masterReads},
                                 {"writes", database.writes},
                                 {"waits", database.gateWaits},
                                 {"misses", database.gateMisses},
                                 {"unproven", database.unprovenReads}});
}

}  // namespace

http::Response AccessLog::apply(const http::Request& request, http::Handler& next) {
    dbpool::RequestCounters database;
    database.waited = request.head().waited;
    http::Response response;
    {
        const dbpool::CountingScope counting(database);
        response = next.handle(request);
    }
    response.whenSent(
        [served = Served{.method = methodText(request.method()),
                         .route = request.route(),
                         .notes = request.notes(),
                         .database = std::move(database)}](const net::Sent& sent) { write(served, sent); });
    return response;
}

}  // namespace groupware::main
