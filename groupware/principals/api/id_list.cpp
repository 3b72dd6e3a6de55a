#include "groupware/principals/api/id_list.h"

#include "groupware/base/error.h"

#include <algorithm>

namespace groupware::principals::api {

namespace json = formats::json;

std::int64_t idOf(const json::Value& value) {
    if (value.type() != typeid(json::Object::Ptr)) return json::integerOf(value, "an id");
    const auto id = json::integer(*json::requireObject(value, "an id"), "id");
    if (!id) throw Error(ErrorCode::BadRequest, "object without id", "The body has an object without an id.");
    return *id;
}

std::vector<std::int64_t> idsOf(const json::Value& body, std::size_t most) {
    const auto array = json::requireArray(body, "the body");
    if (array->size() > most) {
        throw Error(ErrorCode::TooLarge, "more ids than principals.listLength", "The list has too many ids.");
    }
    std::vector<std::int64_t> ids;
    for (const auto& value : *array) ids.push_back(idOf(value));
    return ids;
}

std::string wantedPattern(const groupware::api::Call& call) {
    auto pattern = json::text(*json::requireObject(call.json(), "the body"), "pattern").value_or("");
    pattern.erase(std::remove(pattern.begin(), pattern.end(), '*'), pattern.end());
    return pattern;
}

}  // namespace groupware::principals::api
