#include "dbpool/routing/json_list.h"

#include <array>
#include <cstdio>

namespace dbpool {

JsonList& JsonList::row() {
    text_ += text_.empty() ? "[" : "],[";
    begun_ = false;
    return *this;
}

void JsonList::separate() {
    if (begun_) text_ += ',';
    begun_ = true;
}

JsonList& JsonList::add(std::int64_t number) {
    separate();
    text_ += std::to_string(number);
    return *this;
}

JsonList& JsonList::addNull() {
    separate();
    text_ += "null";
    return *this;
}

JsonList& JsonList::add(std::string_view text) {
    separate();
    text_ += '"';
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x20U) {
            std::array<char, 8> code{};
            (void)std::snprintf(code.data(), code.size(), "\\u%04x", octet);
            text_ += code.data();
        } else {
            if (c == '"' || c == '\\') text_ += '\\';
            text_ += c;
        }
    }
    text_ += '"';
    return *this;
}

std::string JsonList::text() const {
    return text_.empty() ? "[]" : '[' + text_ + "]]";
}

}  // namespace dbpool
