#include "groupware/formats/zip/entry_names.h"

#include <algorithm>

namespace groupware::formats::zip {
namespace {

std::string harmless(std::string_view name) {
    std::string text(name);
    std::replace_if(
        text.begin(), text.end(),
        [](unsigned char c) {
            return c < ' ' || c == 0x7f ||
                   std::string_view("/\\:").find(static_cast<char>(c)) != std::string_view::npos;
        },
        '_');
    if (text.empty() || text == "." || text == "..") text.insert(0, "_");
    return text;
}

/// "a.txt" and 2 give "a (2).txt"; a dot at the start begins no extension.
std::string numbered(const std::string& name, int number) {
    const auto dot = name.rfind('.');
    const auto stem = dot == std::string::npos || dot == 0 ? name.size() : dot;
    return name.substr(0, stem) + " (" + std::to_string(number) + ")" + name.substr(stem);
}

}  // namespace

std::string EntryNames::add(std::string_view name) {
    const auto wanted = harmless(name);
    auto candidate = wanted;
    for (int number = 2; !taken_.insert(candidate).second; ++number) candidate = numbered(wanted, number);
    return candidate;
}

}  // namespace groupware::formats::zip
