#include "groupware/formats/mime/mailbox.h"

#include "groupware/formats/mime/ascii.h"
#include "groupware/formats/mime/encoded_word.h"
#include "groupware/formats/mime/international_address.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::mime {
namespace {

constexpr std::size_t kMaxLocalPart = 64;  // RFC 5321 section 4.5.3.1.1

/// RFC 5322 section 3.2.3.
bool isAtomCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool isDotAtom(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return isAtomCharacter(c) || c == '.'; });
}

/// "[192.0.2.1]". RFC 5321 section 4.1.3.
bool isLiteral(std::string_view text) {
    if (text.size() < 3 || text.front() != '[' || text.back() != ']') return false;
    text = text.substr(1, text.size() - 2);
    return std::all_of(text.begin(), text.end(), [](char c) { return isAtomCharacter(c) || c == '.' || c == ':'; });
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

/// Reads a list of mailboxes, character by character: names may contain what separates addresses.
class ListReader {
public:
    ListReader(std::string_view value, std::size_t atMost) : rest_(value), atMost_(atMost) {}

    std::vector<Mailbox> read() {
        while (!rest_.empty() && found_.size() < atMost_) step();
        take();
        return std::move(found_);
    }

private:
    void step() {
        const char c = rest_.front();
        switch (c) {
            case '"': takeQuoted(); return;
            case '(': skipComment(); return;
            case '<': takeAngle(); return;
            case ',':
            case ';': take(); break;
            case ':': text_.clear(); break;  // the name of a group
            default: text_ += c;
        }
        rest_.remove_prefix(1);
    }

    void takeQuoted() {
        std::size_t i = 1;
        for (; i < rest_.size() && rest_[i] != '"'; ++i) {
            if (rest_[i] == '\\' && i + 1 < rest_.size()) ++i;
            text_ += rest_[i];
        }
        rest_.remove_prefix(std::min(i + 1, rest_.size()));
    }

    void skipComment() {
        std::size_t depth = 0;
        std::size_t i = 0;
        for (; i < rest_.size(); ++i) {
            if (rest_[i] == '\\') {
                ++i;
            } else if (rest_[i] == '(') {
                ++depth;
            } else if (rest_[i] == ')' && --depth == 0) {
                break;
            }
        }
        rest_.remove_prefix(std::min(i + 1, rest_.size()));
    }

    void takeAngle() {
        const auto end = std::min(rest_.find('>'), rest_.size());
        angle_ = std::string(trimmed(rest_.substr(1, end - 1)));
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
    }

    void take() {
        const bool hasAngle = !angle_.empty();
        Mailbox mailbox{.address = hasAngle ? angle_ : std::string(trimmed(text_)),
                        .name = hasAngle ? decodeWords(trimmed(text_)) : std::string()};
        angle_.clear();
        text_.clear();
        if (found_.size() < atMost_ && isInternationalAddress(mailbox.address)) found_.push_back(std::move(mailbox));
    }

    std::string_view rest_;
    std::size_t atMost_;
    std::string text_;
    std::string angle_;
    std::vector<Mailbox> found_;
};

}  // namespace

bool isAddress(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos || text.size() > kMaxAddressOctets || at > kMaxLocalPart) return false;
    const auto domain = text.substr(at + 1);
    return isDotAtom(text.substr(0, at)) && (isDotAtom(domain) || isLiteral(domain));
}

std::string comparableAddress(std::string_view address) {
    auto small = inSmallLetters(address);
    if (isAscii(small)) return small;
    auto known = withAsciiDomain(small);
    return known.empty() ? small : known;
}

std::string formatMailbox(const Mailbox& mailbox) {
    const auto name = encodeWords(trimmed(mailbox.name));
    if (name.empty()) return mailbox.address;
    // Encoded words are made of atoms, and a name that looks like one is encoded.
    const bool atoms = std::all_of(name.begin(), name.end(), [](char c) { return isAtomCharacter(c) || c == ' '; });
    return (atoms ? name : quoted(name)) + " <" + mailbox.address + ">";
}

std::vector<Mailbox> parseMailboxes(std::string_view value, std::size_t atMost) {
    return ListReader(value, atMost).read();
}

}  // namespace groupware::formats::mime
