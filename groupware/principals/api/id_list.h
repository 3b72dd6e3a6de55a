#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// What the bodies of the modules `user`, `group` and `resource` share.
namespace groupware::principals::api {

/// A number, or the `id` of an object.
/// @throws Error BadRequest
[[nodiscard]] std::int64_t idOf(const formats::json::Value& value);

/// An array of them.
/// @throws Error BadRequest; TooLarge beyond `most`
[[nodiscard]] std::vector<std::int64_t> idsOf(const formats::json::Value& body, std::size_t most);

/// Objects that have an `id` only.
template <class Id>
[[nodiscard]] formats::json::Array::Ptr idsToWire(const std::vector<Id>& ids) {
    auto array = formats::json::makeArray();
    for (const auto id : ids) {
        auto object = formats::json::makeObject();
        object->set("id", id.value);
        array->add(object);
    }
    return array;
}

/// The `pattern` of the body, without the wildcards that it may have: text is found anywhere in a field anyway.
/// @throws Error BadRequest
[[nodiscard]] std::string wantedPattern(const groupware::api::Call& call);

}  // namespace groupware::principals::api
