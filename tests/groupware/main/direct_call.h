#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace groupware::main {

/// A call of an action without a request around it.
class DirectCall final : public api::Call {
public:
    using Parameters = std::map<std::string, std::string, std::less<>>;

    explicit DirectCall(Parameters parameters, const std::string& body = {}) : parameters_(std::move(parameters)) {
        if (!body.empty()) body_ = formats::json::parse(body, {});
    }
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const override {
        const auto found = parameters_.find(name);
        return found == parameters_.end() ? std::nullopt : std::optional(found->second);
    }
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const formats::json::Value& json() const override { return body_; }
    [[nodiscard]] const http::Request* request() const noexcept override { return nullptr; }

private:
    Parameters parameters_;
    formats::json::Value body_;
    std::vector<std::string> path_;
};

}  // namespace groupware::main
