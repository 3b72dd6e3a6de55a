#include "groupware/formats/json/writer.h"

#include "groupware/base/utf8.h"

#include <Poco/JSON/Stringifier.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <vector>

namespace groupware::formats::json {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr unsigned char kFirstOfMany = 0x80;               // of the octets of one character
constexpr unsigned char kSpace = 0x20;

/// RFC 8259 section 7: quotation marks, backslashes and what is before the space.
void escape(char c, std::string& out) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\b': out += "\\b"; return;
        case '\f': out += "\\f"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default:
            out += "\\u00";
            out += kDigits[static_cast<unsigned char>(c) >> 4U];
            out += kDigits[static_cast<unsigned char>(c) & 0xFU];
    }
}

bool isPlain(char c) {
    return static_cast<unsigned char>(c) >= kSpace && c != '"' && c != '\\';
}

void appendUtf8(std::string_view text, std::string& out) {
    for (auto at = text.begin(); at != text.end();) {
        const auto special = std::find_if_not(at, text.end(), isPlain);
        out.append(at, special);
        if (special == text.end()) return;
        escape(*special, out);
        at = special + 1;
    }
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < kFirstOfMany; });
}

/// Octet by octet, the slow way: nothing that Yoke has stored needs it.
std::string repaired(std::string_view text) {
    constexpr std::size_t kLongest = 4;
    std::string good;
    while (!text.empty()) {
        std::size_t length = std::min(kLongest, text.size());
        while (length > 0 && !isUtf8(text.substr(0, length))) --length;
        good += length == 0 ? kReplacement : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return good;
}

}  // namespace

void Writer::separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':') out_ += ',';
}

void Writer::begin(char bracket) {
    separate();
    out_ += bracket;
}

void Writer::raw(std::string_view text) {
    separate();
    out_ += text;
}

void Writer::name(std::string_view name) {
    text(name);
    out_ += ':';
}

void Writer::text(std::string_view text) {
    separate();
    out_ += '"';
    if (isAscii(text) || isUtf8(text)) {
        appendUtf8(text, out_);
    } else {
        appendUtf8(repaired(text), out_);
    }
    out_ += '"';
}

void Writer::number(std::int64_t number) {
    std::array<char, 24> digits{};  // as many as there may be, and a sign
    const auto* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

bool Writer::scalar(const Value& value) {
    const auto& type = value.type();
    if (type == typeid(std::string)) {
        text(value.extract<std::string>());
    } else if (type == typeid(std::int64_t)) {
        number(value.extract<std::int64_t>());
    } else if (type == typeid(int)) {
        number(value.extract<int>());
    } else if (type == typeid(bool)) {
        raw(value.extract<bool>() ? "true" : "false");
    } else if (type == typeid(Written)) {
        raw(value.extract<Written>().text());
    } else {
        return false;
    }
    return true;
}

void Writer::value(const Value& value) {
    if (value.isEmpty()) return raw("null");
    if (scalar(value)) return;
    if (value.type() == typeid(Array::Ptr)) {
        beginArray();
        for (const auto& element : *value.extract<Array::Ptr>()) this->value(element);
        return endArray();
    }
    if (value.type() == typeid(Object::Ptr)) {
        const auto& object = *value.extract<Object::Ptr>();
        beginObject();
        for (const auto& key : object.getNames()) member(key, object.get(key));
        return endObject();
    }
    std::ostringstream rare;  // fractions, other numbers, dates
    Poco::JSON::Stringifier::stringify(value, rare);
    raw(rare.str());
}

}  // namespace groupware::formats::json
