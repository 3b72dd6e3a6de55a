#include "admin/rest/resource.h"

#include "admin/service/problems.h"
#include "groupware/http/text.h"

#include <charconv>

namespace admin::rest {

std::int64_t Key::id() const {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (byName || error != std::errc{} || end != text.data() + text.size()) {
        throw AdminError(groupware::ErrorCode::BadRequest, Problem::General, "Ids must be numbers!");
    }
    return number;
}

namespace {

groupware::Error notOffered() {
    return {groupware::ErrorCode::NotFound, "this collection does not offer that", "Not offered here"};
}

}  // namespace

json::Object::Ptr PartialResource::list(const groupware::http::Request& /*request*/) {
    throw notOffered();
}
json::Object::Ptr PartialResource::add(const json::Object& /*body*/) {
    throw notOffered();
}
json::Object::Ptr PartialResource::get(const Key& /*key*/) {
    throw notOffered();
}
json::Object::Ptr PartialResource::change(const Key& /*key*/, const json::Object& /*body*/) {
    throw notOffered();
}
json::Object::Ptr PartialResource::remove(const Key& /*key*/, const groupware::http::Request& /*request*/) {
    throw notOffered();
}

json::Object::Ptr idAnswer(std::int64_t id) {
    auto answer = json::makeObject();
    answer->set("id", id);
    return answer;
}

std::string patternOf(const groupware::http::Request& request) {
    return request.parameter("pattern").value_or("*");
}

std::string requireText(const json::Object& body, const std::string& key) {
    const auto value = json::text(body, key);
    if (!value || value->empty()) throw invalid("Mandatory fields not set: " + key);
    return *value;
}

std::optional<std::vector<std::string>> textList(const json::Object& body, const std::string& key) {
    const auto array = json::array(body, key);
    if (array.isNull()) return std::nullopt;
    std::vector<std::string> texts;
    for (const auto& element : *array) texts.push_back(json::textOf(element, key));
    return texts;
}

json::Array::Ptr arrayOf(const std::vector<std::string>& texts) {
    auto array = json::makeArray();
    for (const auto& text : texts) array->add(text);
    return array;
}

bool matches(std::string_view pattern, std::string_view text, bool ignoreCase) {
    if (ignoreCase) return matches(groupware::http::toLower(pattern), groupware::http::toLower(text), false);
    // The last star and how much of the text it stands for are all there is to go back to.
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            taken = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace admin::rest
