#pragma once

#include "groupware/api/find_module.h"
#include "groupware/formats/json/json.h"

#include <string>
#include <vector>

/// The bodies of `find`. Pure functions.
namespace groupware::api {

/// `{"facets":[{"facet":"global","filter":{"queries":["text"],"fields":["global"]}},{"facet":"folder","value":"31"}],
/// "start":0,"size":20}`. A text may also stand in `value`.
/// @param maxSize  a larger `size` is cut to it; the size if there is none
/// @throws Error BadRequest for another facet, or more than one of a kind
[[nodiscard]] FindRequest parseFindQuery(const formats::json::Value& body, std::size_t maxSize);

/// The `prefix` of `{"prefix":"te","facets":[],"options":{}}`.
/// @throws Error BadRequest
[[nodiscard]] std::string parseFindPrefix(const formats::json::Value& body);

/// The facets that answer a prefix: looking for the text itself, then the suggestions.
[[nodiscard]] formats::json::Array::Ptr findFacets(const std::string& prefix,
                                                   const std::vector<FindSuggestion>& suggestions);

}  // namespace groupware::api
