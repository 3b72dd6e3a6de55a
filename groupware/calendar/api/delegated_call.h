#pragma once

#include "groupware/api/action.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace groupware::calendar::api {

/// A call as another module's action reads it: other parameters, the same request and body.
class DelegatedCall final : public groupware::api::Call {
public:
    using Parameters = std::map<std::string, std::string, std::less<>>;

    /// @param call  outlives this object
    /// @param parameters  in place of those of the same name
    DelegatedCall(const groupware::api::Call& call, Parameters parameters)
        : call_(call), parameters_(std::move(parameters)) {}

    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const override {
        const auto found = parameters_.find(name);
        return found == parameters_.end() ? call_.parameter(name) : std::optional(found->second);
    }
    [[nodiscard]] const std::vector<std::string>& path() const override { return call_.path(); }
    [[nodiscard]] const Poco::Dynamic::Var& json() const override { return call_.json(); }
    [[nodiscard]] const http::Request* request() const noexcept override { return call_.request(); }

private:
    const groupware::api::Call& call_;
    Parameters parameters_;
};

}  // namespace groupware::calendar::api
