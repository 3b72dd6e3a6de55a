#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/formats/json/json.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Parser.h>

namespace groupware::formats::json {
namespace {

Error notJson(const std::string& why) {
    return {ErrorCode::BadRequest, "not JSON: " + why, "The JSON text is broken."};
}

/// Brackets inside strings do not nest. The parser stops at its limit too, but with an exception like any other.
bool deeperThan(std::string_view text, int limit) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > limit) return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

Value parseDocument(const std::string& text, int depth) {
    Poco::JSON::Parser parser;
    parser.setDepth(static_cast<std::size_t>(depth));
    parser.setAllowNullByte(false);
    try {
        return parser.parse(text);
    } catch (const Poco::Exception& error) {
        throw notJson(error.message());
    }
}

}  // namespace

Value parse(std::string_view text, const Limits& limits) {
    if (text.size() > limits.bytes) {
        throw Error(ErrorCode::TooLarge, "JSON above " + std::to_string(limits.bytes) + " octets",
                    "The JSON text is too long.");
    }
    if (deeperThan(text, limits.depth))
        throw Error(ErrorCode::TooLarge, "JSON too deep", "The JSON text is nested too deeply.");
    if (!isUtf8(text)) throw notJson("not UTF-8");
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) throw notJson("empty");
    if (text[first] == '{' || text[first] == '[') return parseDocument(std::string(text), limits.depth + 1);
    // Poco's parser knows no bare values; one element of an array is the same value.
    const auto wrapped = parseDocument("[" + std::string(text) + "]", limits.depth + 1).extract<Array::Ptr>();
    if (wrapped->size() != 1) throw notJson("several values");
    return wrapped->get(0);
}

}  // namespace groupware::formats::json
