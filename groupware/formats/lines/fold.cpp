#include "groupware/formats/lines/fold.h"

namespace groupware::formats::lines {
namespace {

bool continuesCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// At most `most` octets of `text`, and less where that would split a character; never nothing.
std::size_t pieceOf(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text.size();
    std::size_t length = most;
    while (length > 0 && continuesCharacter(text[length])) --length;
    return length == 0 ? most : length;  // not UTF-8: octets like any other
}

/// At most `most` octets, without splitting "=XX".
std::size_t softPieceOf(std::string_view text, std::size_t most) {
    const auto sign = text.substr(0, most).rfind('=');
    return sign != std::string_view::npos && sign + 3 > most ? sign : most;
}

}  // namespace

void appendFolded(std::string& out, std::string_view line, std::string_view lineEnd) {
    std::size_t room = kMaxLineOctets;
    while (true) {
        const auto length = pieceOf(line, room);
        out += line.substr(0, length);
        out += lineEnd;
        line.remove_prefix(length);
        if (line.empty()) return;
        out += ' ';
        room = kMaxLineOctets - 1;
    }
}

void appendSoftBroken(std::string& out, std::string_view head, std::string_view value, std::string_view lineEnd) {
    constexpr std::size_t kRoom = kMaxLineOctets - 1;     // for the equals sign
    while (value.ends_with('=')) value.remove_suffix(1);  // it would take the next content line with it
    std::size_t used = head.size();
    out += head;
    while (used + value.size() > kMaxLineOctets) {
        const auto length = used < kRoom ? softPieceOf(value, kRoom - used) : 0;
        out += value.substr(0, length);
        out += '=';
        out += lineEnd;
        value.remove_prefix(length);
        used = 0;
    }
    out += value;
    out += lineEnd;
}

}  // namespace groupware::formats::lines
