#pragma once

#include "groupware/api/envelope.h"
#include "groupware/api/http_call.h"
#include "groupware/api/registry.h"

namespace groupware::api {

/// `PUT /ajax/multiple`: an array of calls, answered by a bare array of envelopes in the same order. Stops at the first
/// error unless `continue=true`. One admission serves all; a call sees what the calls before it wrote.
class Multiple final : public Action {
public:
    Multiple(const Registry& registry, const Envelopes& envelopes, std::size_t maxCalls)
        : registry_(registry), envelopes_(envelopes), maxCalls_(maxCalls) {}

    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;
    /// True if one of the calls does: a batch waits as a whole.
    [[nodiscard]] bool needsMaster(const Call& call) const override;

private:
    struct Answer {
        formats::json::Object::Ptr envelope;
        bool failed;
    };
    [[nodiscard]] bool writes(const formats::json::Value& element) const;
    [[nodiscard]] Answer runOne(Caller& caller, const formats::json::Value& element) const;

    const Registry& registry_;
    const Envelopes& envelopes_;
    std::size_t maxCalls_;
};

}  // namespace groupware::api
