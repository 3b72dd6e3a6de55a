#pragma once

#include "groupware/http/handler.h"

namespace groupware::http {

/// Gives every client a `JSESSIONID=<random>.<route>` cookie, by which load balancers send it back to this node. Set
/// when the client has none or one of another node; which node it names is a hint and never a reason to refuse.
class StickyRoute final : public Filter {
public:
    [[nodiscard]] Response apply(const Request& request, Handler& next) override;
};

}  // namespace groupware::http
