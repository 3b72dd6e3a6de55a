#include "groupware/contacts/card_index.h"

#include "groupware/formats/lines/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace groupware::contacts {
namespace {

namespace lines = formats::lines;

bool isWordOctet(char c) {
    const auto octet = static_cast<unsigned char>(c);
    const char small = lines::lower(c);
    return octet >= 0x80U || lines::isDigit(c) || (small >= 'a' && small <= 'z');
}

std::string joinedNames(const Fields& fields, int first, int second) {
    const auto& a = valueOf(fields, first);
    const auto& b = valueOf(fields, second);
    return a.empty() || b.empty() ? a + b : a + ' ' + b;
}

}  // namespace

std::string cut(std::string_view text, std::size_t maxCharacters) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool first = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (first && ++characters > maxCharacters) return std::string(text.substr(0, i));
    }
    return std::string(text);
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    const auto end = [&] {
        if (!word.empty()) words.push_back(cut(word, kMaxWordCharacters));
        word.clear();
    };
    for (const char c : text) {
        if (isWordOctet(c)) {
            word += lines::lower(c);
        } else {
            end();
        }
    }
    end();
    return words;
}

std::vector<std::string> indexWords(const Fields& fields, std::span<const std::string> addresses) {
    std::vector<std::string> words;
    const auto add = [&](std::string_view text) {
        for (auto& word : wordsOf(text)) {
            const bool known = std::find(words.begin(), words.end(), word) != words.end();
            if (!known && words.size() < kMaxWords) words.push_back(std::move(word));
        }
    };
    constexpr std::array kNames{column::kLastName, column::kFirstName,    column::kDisplayName,
                                column::kNickname, column::kSecondName,   column::kCompany,
                                column::kFileAs,   column::kYomiLastName, column::kYomiFirstName};
    for (const int name : kNames) add(valueOf(fields, name));
    for (const auto& address : addresses) add(std::string_view(address).substr(0, address.find('@')));
    return words;
}

std::string sortName(const Fields& fields) {
    for (auto name :
         {valueOf(fields, column::kFileAs), joinedNames(fields, column::kYomiLastName, column::kYomiFirstName),
          joinedNames(fields, column::kLastName, column::kFirstName), valueOf(fields, column::kDisplayName)}) {
        if (!name.empty()) return name;
    }
    return {};
}

std::string foldedAddress(std::string_view address) {
    return lines::lower(lines::trimmed(address));
}

std::string foldedNumber(std::string_view number) {
    std::string digits;
    for (const char c : number) {
        if (lines::isDigit(c) || (c == '+' && digits.empty())) digits += c;
    }
    if (digits.starts_with("00")) digits.replace(0, 2, "+");
    return digits;
}

}  // namespace groupware::contacts
