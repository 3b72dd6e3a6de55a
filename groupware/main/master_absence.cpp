#include "groupware/main/master_absence.h"

#include "dbpool/routing/request_counters.h"

namespace groupware::main {
namespace {

constexpr int kUnavailable = 503;

}  // namespace

http::Response MasterAbsence::apply(const http::Request& request, http::Handler& next) {
    auto response = next.handle(request);
    const auto* counters = dbpool::CountingScope::current();
    if (counters == nullptr) return response;
    if (counters->unprovenReads > 0) response.headers.emplace_back("X-Yoke-Read-Only", "1");
    if (response.status == kUnavailable && counters->mayWaitForMaster()) {
        response.parking = {.again = counters->masterWait->over, .atMost = counters->masterWait->atMost};
    }
    return response;
}

}  // namespace groupware::main
