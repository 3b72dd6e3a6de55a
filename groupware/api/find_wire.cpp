#include "groupware/api/find_wire.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace groupware::api {

namespace json = formats::json;

namespace {

constexpr const char* kGlobal = "global";
constexpr const char* kFolder = "folder";
constexpr std::size_t kMaxFacets = 20;

[[noreturn]] void refuse(const char* why) {
    throw Error(ErrorCode::BadRequest, why, why);
}

/// The one query of a filter, else the value.
std::string textOf(const json::Object& facet) {
    if (const auto filter = json::object(facet, "filter")) {
        if (const auto queries = json::array(*filter, "queries")) {
            if (queries->size() != 1) refuse("A filter has one query.");
            return json::textOf(queries->get(0), "the query");
        }
    }
    return json::text(facet, "value").value_or("");
}

void readFacet(const json::Object& facet, std::optional<std::string>& text, FindRequest& request) {
    const auto name = json::text(facet, "facet").value_or("");
    if (name == kGlobal) {
        if (text) refuse("A query has one text.");
        text = textOf(facet);
    } else if (name == kFolder) {
        if (request.folder) refuse("A query has one folder.");
        request.folder = json::text(facet, "value");
        if (!request.folder) refuse("A folder is named by its value.");
    } else {
        refuse("There are only the facets \"global\" and \"folder\".");
    }
}

std::size_t notNegative(const json::Object& object, const char* name, std::size_t fallback) {
    const auto number = json::integer(object, name);
    if (!number) return fallback;
    if (*number < 0) refuse("start and size are not negative.");
    return static_cast<std::size_t>(*number);
}

json::Object::Ptr filterOf(const std::string& text) {
    auto queries = json::makeArray();
    queries->add(text);
    auto fields = json::makeArray();
    fields->add(kGlobal);
    auto filter = json::makeObject();
    filter->set("queries", queries);
    filter->set("fields", fields);
    return filter;
}

json::Object::Ptr valueOf(const FindSuggestion& suggestion) {
    auto item = json::makeObject();
    item->set("name", suggestion.text);
    auto value = json::makeObject();
    value->set("id", suggestion.id);
    value->set("item", item);
    value->set("filter", filterOf(suggestion.text));
    return value;
}

json::Object::Ptr facetOf(const char* id, const char* style) {
    auto facet = json::makeObject();
    facet->set("id", id);
    facet->set("style", style);
    facet->set("flags", json::makeArray());
    return facet;
}

}  // namespace

FindRequest parseFindQuery(const json::Value& body, std::size_t maxSize) {
    const auto object = json::requireObject(body, "the query");
    FindRequest request;
    request.start = notNegative(*object, "start", 0);
    request.size = std::min(notNegative(*object, "size", maxSize), maxSize);
    std::optional<std::string> text;
    if (const auto facets = json::array(*object, "facets")) {
        if (facets->size() > kMaxFacets) refuse("The query has too many facets.");
        for (const auto& facet : *facets) readFacet(*json::requireObject(facet, "a facet"), text, request);
    }
    request.text = text.value_or("");
    return request;
}

std::string parseFindPrefix(const json::Value& body) {
    const auto prefix = json::text(*json::requireObject(body, "the body"), "prefix");
    if (!prefix) refuse("The body has no prefix.");
    return *prefix;
}

json::Array::Ptr findFacets(const std::string& prefix, const std::vector<FindSuggestion>& suggestions) {
    auto facets = json::makeArray();
    if (prefix.empty()) return facets;
    auto global = facetOf(kGlobal, "simple");
    global->set("name", prefix);
    global->set("filter", filterOf(prefix));
    facets->add(global);
    if (suggestions.empty()) return facets;
    auto values = json::makeArray();
    for (const auto& suggestion : suggestions) values->add(valueOf(suggestion));
    auto known = facetOf(kGlobal, "default");
    known->set("name", "Suggestions");
    known->set("values", values);
    facets->add(known);
    return facets;
}

}  // namespace groupware::api
