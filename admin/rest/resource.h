#pragma once

#include "groupware/formats/json/json.h"
#include "groupware/http/request.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace admin::rest {

namespace json = groupware::formats::json;

/// Which element of a collection a path names.
struct Key {
    std::string text;
    bool byName = false;  ///< `?by=name`

    /// @throws AdminError InvalidData unless it is a number
    [[nodiscard]] std::int64_t id() const;
};

/// One collection of the API, for example `/admin/v1/servers`. The caller is authenticated. Every function throws what
/// its service throws; what a collection does not offer is 405.
class Resource {
public:
    virtual ~Resource() = default;

    [[nodiscard]] virtual json::Object::Ptr list(const groupware::http::Request& request) = 0;
    [[nodiscard]] virtual json::Object::Ptr add(const json::Object& body) = 0;
    [[nodiscard]] virtual json::Object::Ptr get(const Key& key) = 0;
    [[nodiscard]] virtual json::Object::Ptr change(const Key& key, const json::Object& body) = 0;
    [[nodiscard]] virtual json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) = 0;
};

/// A collection that offers only some of it; the rest is 404.
class PartialResource : public Resource {
public:
    [[nodiscard]] json::Object::Ptr list(const groupware::http::Request& request) override;
    [[nodiscard]] json::Object::Ptr add(const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr get(const Key& key) override;
    [[nodiscard]] json::Object::Ptr change(const Key& key, const json::Object& body) override;
    [[nodiscard]] json::Object::Ptr remove(const Key& key, const groupware::http::Request& request) override;
};

/// `{"id": id}`, the answer of what only did something.
[[nodiscard]] json::Object::Ptr idAnswer(std::int64_t id);

/// `{"items": [...]}` of what `toJson` makes of each thing.
template <class Thing, class ToJson>
[[nodiscard]] json::Object::Ptr itemsAnswer(const std::vector<Thing>& things, const ToJson& toJson) {
    auto items = json::makeArray();
    for (const auto& thing : things) items->add(toJson(thing));
    auto answer = json::makeObject();
    answer->set("items", items);
    return answer;
}

/// The query's `pattern`, `*` if there is none.
[[nodiscard]] std::string patternOf(const groupware::http::Request& request);

/// A mandatory text member.
/// @throws AdminError InvalidData
[[nodiscard]] std::string requireText(const json::Object& body, const std::string& key);

/// A member that is a list of texts.
[[nodiscard]] std::optional<std::vector<std::string>> textList(const json::Object& body, const std::string& key);

[[nodiscard]] json::Array::Ptr arrayOf(const std::vector<std::string>& texts);

/// Whether `text` matches `pattern`, in which `*` stands for any text.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view text, bool ignoreCase);

}  // namespace admin::rest
