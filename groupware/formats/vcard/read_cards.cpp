#include "groupware/formats/vcard/read_cards.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/vcard/utf8_lines.h"

#include <utility>

namespace groupware::formats::vcard {
namespace {

/// Finds where cards begin and end, by their BEGIN and END lines alone.
class CardFinder {
public:
    explicit CardFinder(std::string_view text) : text_(text) {}

    struct Piece {
        std::string_view text;
        std::size_t line = 0;
    };

    /// Nothing when there is no further BEGIN. A card without END goes up to the next one, or to the end of the text.
    /// A card inside of a card follows AGENT (vCard 2.1 section 2.5.1).
    std::optional<Piece> next() {
        Piece piece;
        std::size_t begin = 0;
        int depth = 0;
        bool afterAgent = false;
        while (at_ < text_.size()) {
            const std::size_t lineBegin = at_;
            const auto line = takeLine();
            if (isLine(line, "BEGIN:VCARD")) {
                if (depth > 0 && !afterAgent) {
                    at_ = lineBegin;
                    --line_;
                    break;
                }
                if (depth++ == 0) {
                    begin = lineBegin;
                    piece.line = line_ - 1;
                }
            } else if (depth > 0 && isLine(line, "END:VCARD") && --depth == 0) {
                break;
            }
            if (!lines::trimmed(line).empty()) afterAgent = lines::equal(line.substr(0, kAgent.size()), kAgent);
        }
        if (piece.line == 0) return std::nullopt;
        piece.text = text_.substr(begin, at_ - begin);
        return piece;
    }

private:
    static constexpr std::string_view kAgent = "AGENT";

    static bool isLine(std::string_view line, std::string_view wanted) {
        return lines::equal(lines::trimmed(line), wanted);
    }

    std::string_view takeLine() {
        const auto end = text_.find('\n', at_);
        auto line = text_.substr(at_, end - at_);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
        ++line_;
        while (line.ends_with('\r')) line.remove_suffix(1);
        return line;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

ReadCard read(const CardFinder::Piece& piece, const Limits& limits) {
    ReadCard result{.line = piece.line, .card = std::nullopt, .problem = {}};
    try {
        auto components = lines::parseComponents(piece.text, limits, piece.line);
        requireUtf8(components.front());
        result.card.emplace(std::move(components.front()));
    } catch (const Error& error) {
        result.problem = error.publicText();
    }
    return result;
}

}  // namespace

std::vector<ReadCard> readCards(std::string_view text, const Limits& limits, std::size_t maxCards) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    std::vector<ReadCard> cards;
    CardFinder finder(text);
    while (const auto piece = finder.next()) {
        if (cards.size() == maxCards) {
            throw Error(ErrorCode::TooLarge, "more than " + std::to_string(maxCards) + " cards",
                        "The file has more than " + std::to_string(maxCards) + " cards.");
        }
        cards.push_back(read(*piece, limits));
    }
    return cards;
}

}  // namespace groupware::formats::vcard
