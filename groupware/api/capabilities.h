#pragma once

#include "groupware/api/action.h"

#include <string>
#include <vector>

namespace groupware::api {

/// A feature that clients ask for, and the module access a user needs to have it.
struct Capability {
    std::string id;      ///< for example "infostore"
    std::string module;  ///< a name of Caller::modules; empty = everybody has it
};

/// `capabilities?action=all`: [{"id":"infostore","attributes":{}}, ...]
class AllCapabilities final : public Action {
public:
    explicit AllCapabilities(std::vector<Capability> list) : list_(std::move(list)) {}
    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;

private:
    std::vector<Capability> list_;
};

/// `capabilities?action=get&id=`: one of them, or an empty object if the user does not have it.
class GetCapability final : public Action {
public:
    explicit GetCapability(std::vector<Capability> list) : list_(std::move(list)) {}
    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;

private:
    std::vector<Capability> list_;
};

}  // namespace groupware::api
