#include "groupware/http/content_disposition.h"

#include "groupware/http/percent.h"

#include <algorithm>

namespace groupware::http {
namespace {

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}
bool isAscii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

/// One '_' for each character that a quoted ASCII string cannot carry. '%' too: some clients decode it.
std::string asciiName(std::string_view name) {
    std::string ascii;
    for (const char c : name) {
        const bool continuation = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (continuation) continue;
        ascii += isAscii(c) && c != '"' && c != '\\' && c != '%' ? c : '_';
    }
    return ascii;
}

}  // namespace

std::string contentDisposition(Disposition kind, std::string_view fileName) {
    std::string name(fileName);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return isControl(c) || c == '/' || c == '\\'; }, '_');
    std::string value = kind == Disposition::Inline ? "inline" : "attachment";
    if (name.empty()) return value;
    const std::string ascii = asciiName(name);
    value += "; filename=\"" + ascii + "\"";
    if (ascii != name) value += "; filename*=UTF-8''" + encodePercent(name);
    return value;
}

}  // namespace groupware::http
