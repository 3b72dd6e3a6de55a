#include "groupware/principals/text_rules.h"

#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/principals/user.h"

#include <algorithm>
#include <string>

namespace groupware::principals {
namespace {

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void requireCharacters(std::string_view field, std::string_view value, std::size_t maxCharacters,
                       std::string_view allowedControls) {
    if (!isUtf8(value)) refuse(field, "is not UTF-8");
    if (characters(value) > maxCharacters) {
        refuse(field, "is longer than " + std::to_string(maxCharacters) + " characters");
    }
    const bool control = std::any_of(value.begin(), value.end(), [&](char c) {
        const bool isControl = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        return isControl && allowedControls.find(c) == std::string_view::npos;
    });
    if (control) refuse(field, "has control characters");
}

}  // namespace

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

bool consistsOf(std::string_view text, std::string_view punctuation) {
    return std::all_of(text.begin(), text.end(),
                       [&](char c) { return isLetterOrDigit(c) || punctuation.find(c) != std::string_view::npos; });
}

void refuse(std::string_view field, std::string_view why) {
    const std::string text = "The " + std::string(field) + " " + std::string(why) + ".";
    throw Error(ErrorCode::BadRequest, text, text);
}

void requireText(std::string_view field, std::string_view value, std::size_t maxCharacters) {
    requireCharacters(field, value, maxCharacters, "");
}

void requireLines(std::string_view field, std::string_view value, std::size_t maxCharacters) {
    requireCharacters(field, value, maxCharacters, "\t\r\n");
}

void requireName(std::string_view field, std::string_view value, std::size_t maxCharacters) {
    if (value.empty()) refuse(field, "is empty");
    requireText(field, value, maxCharacters);
}

void requireAddress(std::string_view value) {
    requireName("mail address", value, kMaxNameLength);
    const auto at = value.rfind('@');
    const bool parts = at != std::string_view::npos && at > 0 && at + 1 < value.size();
    if (!parts || value.find_first_of(" ,;<>\"") != std::string_view::npos) {
        refuse("mail address", "is not of the form name@domain");
    }
}

void requireIdentifier(std::string_view field, std::string_view value) {
    const bool bounded = !value.empty() && value.size() <= kMaxLoginLength;
    if (!bounded || !consistsOf(value, " $@%.+_-") || value.front() == ' ' || value.back() == ' ') {
        refuse(field, "must be 1 to 128 letters, digits, spaces or characters of $@%.+_-");
    }
}

}  // namespace groupware::principals
