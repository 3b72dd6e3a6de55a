#pragma once

#include "groupware/http/handler.h"

namespace groupware::main {

/// What a missing database master means to clients of every protocol. Answers that were read without proof from a
/// master have `X-Yoke-Read-Only: 1`. A request that failed for want of a master, and changed nothing before, waits
/// without a worker and runs anew when there is one. Stands inside the filter that counts (dbpool::CountingScope).
class MasterAbsence final : public http::Filter {
public:
    [[nodiscard]] http::Response apply(const http::Request& request, http::Handler& next) override;
};

}  // namespace groupware::main
