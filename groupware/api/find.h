#pragma once

#include "groupware/api/action.h"
#include "groupware/api/find_module.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::api {

/// The object types that `find` searches. Immutable after main/ made it.
class FindModules {
public:
    /// @param modules  not owned; outlive this object
    explicit FindModules(std::vector<const FindModule*> modules) : modules_(std::move(modules)) {}

    /// The one that the call's `module` names.
    /// @throws CodedError SVL-0002, SVL-0010 for an unknown one, SVL-0016 if the caller may not use it
    [[nodiscard]] const FindModule& require(const Caller& caller, const Call& call) const;

private:
    std::vector<const FindModule*> modules_;
};

/// `find?action=autocomplete`: what to look for, by the first letters of it.
class FindAutocomplete final : public Action {
public:
    /// @param modules  outlive this object
    explicit FindAutocomplete(const FindModules& modules) : modules_(modules) {}

    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;

private:
    const FindModules& modules_;
};

/// `find?action=query`: the objects that match.
class FindQuery final : public Action {
public:
    /// @param modules  outlive this object
    /// @param maxSize  most hits of one answer
    FindQuery(const FindModules& modules, std::size_t maxSize) : modules_(modules), maxSize_(maxSize) {}

    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;

private:
    const FindModules& modules_;
    const std::size_t maxSize_;
};

}  // namespace groupware::api
