#pragma once

#include "groupware/http/handler.h"

namespace groupware::main {

/// One line per request, when its answer is out: method, route and operation, context, user, status, bytes, time, what
/// it cost in databases. Ids only: paths and parameters may hold names, so they are not written.
class AccessLog final : public http::Filter {
public:
    [[nodiscard]] http::Response apply(const http::Request& request, http::Handler& next) override;
};

}  // namespace groupware::main
