#pragma once

#include "groupware/api/action.h"

namespace groupware::folders::api {

namespace engine = groupware::api;

/// `share/management?action=sendLink` and `folders?action=notify`: refused, because nothing here sends mail.
class SendLink final : public engine::Action {
public:
    [[nodiscard]] engine::Result handle(const Caller& caller, const engine::Call& call) override;
};

}  // namespace groupware::folders::api
