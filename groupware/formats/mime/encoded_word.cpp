#include "groupware/formats/mime/encoded_word.h"

#include "groupware/base/base64.h"
#include "groupware/formats/encoding/charset.h"
#include "groupware/formats/encoding/quoted_printable.h"
#include "groupware/formats/mime/ascii.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace groupware::formats::mime {
namespace {

constexpr std::size_t kOctetsPerWord = 45;  // 60 characters of base64, and twelve around them
constexpr std::size_t kMaxPlainWord = 60;
constexpr std::size_t kMaxReadWord = 1000;  // RFC 2047 allows 75; a search for the end must end

/// Words that must be broken to keep lines short can only be broken when they are encoded.
bool needsEncoding(std::string_view text) {
    if (!isPlain(text) || text.find("=?") != std::string_view::npos || text.find("  ") != std::string_view::npos)
        return true;
    std::size_t length = 0;
    for (const char c : text) {
        length = c == ' ' ? 0 : length + 1;
        if (length > kMaxPlainWord) return true;
    }
    return false;
}

std::string withoutControls(std::string_view text) {
    std::string result(text);
    std::replace_if(
        result.begin(), result.end(),
        [](char c) { return static_cast<std::uint8_t>(c) < 0x20U || static_cast<std::uint8_t>(c) == 0x7FU; }, ' ');
    return result;
}

/// As much of the text as fits into a word, whole characters only.
std::string_view pieceOf(std::string_view text) {
    if (text.size() <= kOctetsPerWord) return text;
    std::size_t length = kOctetsPerWord;
    while (length > 0 && (static_cast<std::uint8_t>(text[length]) & 0xC0U) == 0x80U) --length;
    return text.substr(0, length == 0 ? kOctetsPerWord : length);
}

struct Word {
    std::string charset;
    std::string octets;
    std::size_t length = 0;  ///< in the header
};

/// RFC 2047 section 4.2: as quoted-printable, with underscores for blanks.
std::string decodeQ(std::string_view text) {
    std::string spaced(text);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    return encoding::decodeQuotedPrintable(spaced);
}

/// The encoded word at the beginning of `text`.
std::optional<Word> wordAt(std::string_view text) {
    text = text.substr(0, kMaxReadWord);
    if (!text.starts_with("=?")) return std::nullopt;
    const auto charsetEnd = text.find('?', 2);
    if (charsetEnd == std::string_view::npos || charsetEnd + 3 > text.size() || text[charsetEnd + 2] != '?')
        return std::nullopt;
    const auto end = text.find("?=", charsetEnd + 3);
    if (end == std::string_view::npos) return std::nullopt;
    const auto content = text.substr(charsetEnd + 3, end - charsetEnd - 3);
    if (content.find_first_of(" \t") != std::string_view::npos) return std::nullopt;
    // RFC 2231 section 5: a language may follow the character set.
    const auto charset = text.substr(2, std::min(text.find('*', 2), charsetEnd) - 2);
    if (charset.empty()) return std::nullopt;
    Word word{.charset = inSmallLetters(charset), .octets = {}, .length = end + 2};
    const char kind = smallLetter(text[charsetEnd + 1]);
    if (kind == 'q') {
        word.octets = decodeQ(content);
    } else if (auto octets = decodeBase64(content); kind == 'b' && octets) {
        word.octets = *std::move(octets);
    } else {
        return std::nullopt;
    }
    return word;
}

/// Puts words of one character set together before they are converted: some senders break them inside a character.
class Decoder {
public:
    void add(std::string_view text) {
        flush();
        out_ += encoding::repairedUtf8(text);
    }
    bool add(const Word& word) {
        if (word.charset != charset_) {
            if (!encoding::toUtf8("", word.charset)) return false;
            flush();
            charset_ = word.charset;
        }
        octets_ += word.octets;
        return true;
    }
    std::string finish() {
        flush();
        return std::move(out_);
    }

private:
    void flush() {
        if (!octets_.empty()) out_ += *encoding::toUtf8(octets_, charset_);
        octets_.clear();
        charset_.clear();
    }

    std::string out_;
    std::string charset_;
    std::string octets_;
};

}  // namespace

std::string encodeWords(std::string_view text) {
    auto clean = withoutControls(text);
    if (!needsEncoding(clean)) return clean;
    const auto valid = encoding::repairedUtf8(clean);
    std::string out;
    for (std::string_view rest = valid; !rest.empty();) {
        const auto piece = pieceOf(rest);
        if (!out.empty()) out += ' ';
        out += "=?UTF-8?B?" + encodeBase64(piece) + "?=";
        rest.remove_prefix(piece.size());
    }
    return out;
}

std::string decodeWords(std::string_view value) {
    Decoder decoder;
    bool afterWord = false;
    while (!value.empty()) {
        const auto start = std::min(value.find("=?"), value.size());
        const auto between = value.substr(0, start);
        const auto word = wordAt(value.substr(start));
        const bool blank = std::all_of(between.begin(), between.end(), isBlank);
        if (!(afterWord && word && blank) && !between.empty()) decoder.add(between);
        value.remove_prefix(start);
        afterWord = word && decoder.add(*word);
        if (afterWord) {
            value.remove_prefix(word->length);
        } else if (!value.empty()) {
            decoder.add(value.substr(0, 2));
            value.remove_prefix(2);
        }
    }
    return decoder.finish();
}

}  // namespace groupware::formats::mime
