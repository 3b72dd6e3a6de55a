#include "groupware/smtp/reply.h"

#include "groupware/base/error.h"

#include <algorithm>

namespace groupware::smtp {
namespace {

constexpr std::size_t kShortOctets = 400;
constexpr std::size_t kCodeDigits = 3;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

char bigLetter(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool sameWord(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return bigLetter(x) == bigLetter(y); });
}

/// Takes a number of at most `most` digits off the front. @return it, or empty
std::string_view takeNumber(std::string_view& text, std::size_t most) {
    const auto* const end = std::find_if_not(text.begin(), text.end(), isDigit);
    const auto length = static_cast<std::size_t>(end - text.begin());
    if (length > most) return {};
    const auto number = text.substr(0, length);
    text.remove_prefix(length);
    return number;
}

bool takeDot(std::string_view& text) {
    if (!text.starts_with('.')) return false;
    text.remove_prefix(1);
    return true;
}

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::Unavailable, "mail server: " + why);
}

}  // namespace

std::string Reply::enhancedStatus() const {
    if (lines.empty()) return {};
    std::string_view rest = lines.front();
    const auto className = takeNumber(rest, 1);
    if (className.empty() || className.front() != '0' + code / 100 || !takeDot(rest)) return {};
    const auto subject = takeNumber(rest, 3);
    if (subject.empty() || !takeDot(rest)) return {};
    const auto detail = takeNumber(rest, 3);
    if (detail.empty() || (!rest.empty() && rest.front() != ' ')) return {};
    return lines.front().substr(0, lines.front().size() - rest.size());
}

std::string Reply::inOneLine() const {
    std::string text = std::to_string(code);
    for (const auto& line : lines) {
        if (text.size() >= kShortOctets) break;
        text.append(" ").append(line);
    }
    text.resize(std::min(text.size(), kShortOctets));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
    return text;
}

std::optional<std::string> Reply::extension(std::string_view keyword) const {
    // The first line is its name.
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const std::string_view line = lines[i];
        const auto end = std::min(line.find(' '), line.size());
        if (sameWord(line.substr(0, end), keyword)) return std::string(line.substr(std::min(end + 1, line.size())));
    }
    return std::nullopt;
}

std::size_t ReplyReader::take(std::string_view octets) {
    std::size_t taken = 0;
    while (taken < octets.size() && !complete_) {
        const char c = octets[taken++];
        if (++octets_ > kMaxReplyOctets) refuse("a reply without end");
        if (c == '\n') {
            takeLine();
        } else {
            line_ += c;
        }
    }
    return taken;
}

/// "250-text" is followed by more, "250 text" and "250" are the last.
void ReplyReader::takeLine() {
    if (line_.ends_with('\r')) line_.pop_back();
    const std::string_view line = line_;
    const bool hasCode = line.size() >= kCodeDigits && line[0] >= '2' && line[0] <= '5' && isDigit(line[1]) &&
                         isDigit(line[2]) && (line.size() == kCodeDigits || line[3] == ' ' || line[3] == '-');
    if (!hasCode) refuse("something else than a reply");
    reply_.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    reply_.lines.emplace_back(line.substr(std::min(kCodeDigits + 1, line.size())));
    complete_ = line.size() == kCodeDigits || line[3] == ' ';
    line_.clear();
}

}  // namespace groupware::smtp
