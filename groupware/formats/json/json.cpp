#include "groupware/formats/json/json.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/writer.h"

#include <charconv>
#include <limits>

namespace groupware::formats::json {
namespace {

Error wrongType(std::string_view what, const char* expected) {
    const std::string text = "'" + std::string(what) + "' must be " + expected + ".";
    return {ErrorCode::BadRequest, text, text};
}

bool isFlag(const Value& value) {
    return value.isBoolean();
}
bool isWhole(const Value& value) {
    return value.isInteger() && !isFlag(value);
}

Value member(const Object& object, const std::string& key) {
    return object.get(key);
}

/// What is written already, as values.
Value valuesOf(const Value& value) {
    if (value.isEmpty() || value.type() != typeid(Written)) return value;
    constexpr int kDepth = std::numeric_limits<int>::max();  // it was written here
    const auto& text = value.extract<Written>().text();
    return parse(text, {.bytes = text.size(), .depth = kDepth});
}

}  // namespace

std::string write(const Value& value) {
    Writer writer;
    writer.value(value);
    return writer.take();
}

Object::Ptr makeObject() {
    return Poco::makeShared<Object>(Poco::JSON_PRESERVE_KEY_ORDER);
}
Array::Ptr makeArray() {
    return Poco::makeShared<Array>();
}

Object::Ptr requireObject(const Value& given, std::string_view what) {
    const Value value = valuesOf(given);
    if (value.type() != typeid(Object::Ptr)) throw wrongType(what, "a JSON object");
    return value.extract<Object::Ptr>();
}

Array::Ptr requireArray(const Value& given, std::string_view what) {
    const Value value = valuesOf(given);
    if (value.type() != typeid(Array::Ptr)) throw wrongType(what, "a JSON array");
    return value.extract<Array::Ptr>();
}

std::string textOf(const Value& value, std::string_view what) {
    if (value.isString()) return value.extract<std::string>();
    if (isWhole(value)) return value.convert<std::string>();
    throw wrongType(what, "a string");
}

std::int64_t integerOf(const Value& value, std::string_view what) {
    const auto expected = [&] { return wrongType(what, "a whole number"); };
    if (!isWhole(value) && !value.isString()) throw expected();
    const auto digits = value.convert<std::string>();  // a UInt64 beyond the range is caught like any other text
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) throw expected();
    return number;
}

std::optional<std::string> text(const Object& object, const std::string& key) {
    const Value value = member(object, key);
    return value.isEmpty() ? std::nullopt : std::optional(textOf(value, key));
}

std::optional<std::int64_t> integer(const Object& object, const std::string& key) {
    const Value value = member(object, key);
    return value.isEmpty() ? std::nullopt : std::optional(integerOf(value, key));
}

std::optional<bool> flag(const Object& object, const std::string& key) {
    const Value value = member(object, key);
    if (value.isEmpty()) return std::nullopt;
    if (isFlag(value)) return value.extract<bool>();
    if (value.isString() && value == "true") return true;
    if (value.isString() && value == "false") return false;
    throw wrongType(key, "true or false");
}

Object::Ptr object(const Object& object, const std::string& key) {
    const Value value = member(object, key);
    return value.isEmpty() ? Object::Ptr() : requireObject(value, key);
}

Array::Ptr array(const Object& object, const std::string& key) {
    const Value value = member(object, key);
    return value.isEmpty() ? Array::Ptr() : requireArray(value, key);
}

}  // namespace groupware::formats::json
