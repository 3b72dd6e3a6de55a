#pragma once

#include "groupware/api/action.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::api {

/// One entry: exactly one of the two actions is set.
struct Registered {
    Action* action = nullptr;
    PublicAction* open = nullptr;
    ModuleErrors errors{};
};

/// Which class answers which module and action. Filled by main/ before the first request, then only read.
class Registry {
public:
    /// @param module  as in the path: "infostore", "user/me"
    /// @param action  the `action` parameter; empty for modules that have none (`config`, `multiple`)
    void add(std::string_view module, std::string_view action, Action& handler, const ModuleErrors& errors = {});
    void addPublic(std::string_view module, std::string_view action, PublicAction& handler,
                   const ModuleErrors& errors = {});

    struct Target {
        const Registered* entry = nullptr;
        std::string module;
        std::vector<std::string> path;  ///< segments after the module
    };
    /// The longest registered module that `segments` begin with.
    /// @throws CodedError SVL-0007 for an unknown module, SVL-0001 for an unknown action, SVL-0002 if the module needs
    /// one
    [[nodiscard]] Target find(std::span<const std::string> segments, std::string_view action) const;

    /// Every module and action, sorted.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> names() const;

private:
    using Actions = std::map<std::string, Registered, std::less<>>;
    std::map<std::string, Actions, std::less<>> modules_;
};

}  // namespace groupware::api
