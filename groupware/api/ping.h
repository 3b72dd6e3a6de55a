#pragma once

#include "groupware/api/action.h"

namespace groupware::api {

/// `/ajax/system?action=ping`: {"data":{"pong":true}}. Touches nothing, so it measures everything in front.
class Ping final : public PublicAction {
public:
    [[nodiscard]] Result handle(const Call& call) override;
};

}  // namespace groupware::api
