#include "groupware/api/find.h"

#include "groupware/api/coded_error.h"
#include "groupware/api/find_wire.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace groupware::api {
namespace {

namespace json = formats::json;

constexpr std::int64_t kSuggestions = 10;
constexpr std::int64_t kMaxSuggestions = 100;

}  // namespace

const FindModule& FindModules::require(const Caller& caller, const Call& call) const {
    const auto name = call.require("module");
    for (const auto* module : modules_) {
        if (module->module() != name) continue;
        if (std::find(caller.modules.begin(), caller.modules.end(), module->access()) != caller.modules.end())
            return *module;
        throw CodedError(ErrorCode::Forbidden, kNoPermission, "module not granted", "You may not use this module.");
    }
    const std::string text = "This module cannot be searched.";
    throw CodedError(ErrorCode::BadRequest, kInvalidParameter, text, text);
}

Result FindAutocomplete::handle(const Caller& caller, const Call& call) {
    const auto& module = modules_.require(caller, call);
    const auto prefix = parseFindPrefix(call.json());
    const auto limit = std::clamp<std::int64_t>(call.integer("limit").value_or(kSuggestions), 0, kMaxSuggestions);
    std::vector<FindSuggestion> suggestions;
    if (!prefix.empty() && limit > 0) suggestions = module.suggest(caller, prefix, static_cast<std::size_t>(limit));
    auto data = json::makeObject();
    data->set("facets", findFacets(prefix, suggestions));
    Result answer;
    answer.data = data;
    return answer;
}

Result FindQuery::handle(const Caller& caller, const Call& call) {
    const auto& module = modules_.require(caller, call);
    const auto request = parseFindQuery(call.json(), maxSize_);
    const auto found = module.query(caller, call, request);
    auto data = json::makeObject();
    data->set("num_found", static_cast<std::int64_t>(found.found));
    data->set("start", static_cast<std::int64_t>(request.start));
    data->set("size", static_cast<std::int64_t>(found.rows->size()));
    data->set("results", found.rows);
    Result answer;
    answer.data = data;
    answer.timestamp = found.timestamp;
    return answer;
}

}  // namespace groupware::api
