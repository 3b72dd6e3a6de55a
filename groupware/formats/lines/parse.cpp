#include "groupware/formats/lines/parse.h"

#include "groupware/base/error.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/parameter_text.h"
#include "groupware/formats/lines/unfold.h"

#include <algorithm>
#include <string>
#include <utility>

namespace groupware::formats::lines {
namespace {

/// Takes one unfolded line apart.
class LineParser {
public:
    LineParser(std::string_view text, std::size_t number, std::size_t maxValues)
        : text_(text), number_(number), left_(maxValues) {}

    ContentLine::Parts parts() {
        if (text_.find_first_of(std::string_view("\r\0", 2)) != std::string_view::npos) {
            refuse("has a carriage return or NUL in it");
        }
        ContentLine::Parts parts;
        const auto name = take(text_.find_first_of(":;"));
        const auto dot = name.rfind('.');
        parts.name = name.substr(dot == std::string_view::npos ? 0 : dot + 1);
        if (dot != std::string_view::npos) parts.group = name.substr(0, dot);
        if (!isName(parts.name) || name.front() == '.') refuse("has no name");
        while (text_[at_] == ';') parts.parameters.push_back(parameter());
        parts.value = text_.substr(at_ + 1);
        return parts;
    }

private:
    /// Up to `end`, which is one of the separators; then stands there.
    std::string_view take(std::size_t end) {
        if (end == std::string_view::npos) refuse("has no colon");
        return text_.substr(std::exchange(at_, end), end - at_);
    }

    Parameter parameter() {
        ++at_;  // the semicolon
        Parameter parameter;
        const auto word = trimmed(take(text_.find_first_of("=;:", at_)));
        if (text_[at_] != '=') {
            parameter.values.emplace_back(word);
            countValue();
            return parameter;
        }
        if (!isName(word)) refuse("has a parameter without a name");
        parameter.name = word;
        do {
            ++at_;
            countValue();
            parameter.values.push_back(value());
        } while (text_[at_] == ',');
        return parameter;
    }

    /// RFC 5545 has either quotes around all of it or none; what clients put around them is kept.
    std::string value() {
        std::string raw(take(text_.find_first_of("\",;:", at_)));
        while (text_[at_] == '"') {
            const auto close = text_.find('"', at_ + 1);
            if (close == std::string_view::npos) refuse("has a quote without end");
            raw += text_.substr(at_ + 1, close - at_ - 1);
            at_ = close + 1;
            raw += take(text_.find_first_of("\",;:", at_));
        }
        return decodeCarets(raw);
    }

    void countValue() {
        if (left_-- > 0) return;
        throw Error(ErrorCode::TooLarge, "too many parameters in a content line",
                    "Line " + std::to_string(number_) + " has too many parameters.");
    }

    [[noreturn]] void refuse(const std::string& what) const {
        const auto text = "Line " + std::to_string(number_) + " " + what + ".";
        throw Error(ErrorCode::BadRequest, "content line: " + text, text);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t number_;
    std::size_t left_;
};

}  // namespace

std::vector<ContentLine> parseLines(std::string_view text, const Limits& limits, std::size_t firstLine) {
    if (text.size() > limits.octets) {
        throw Error(ErrorCode::TooLarge, "content lines above " + std::to_string(limits.octets) + " octets",
                    "The text is too long.");
    }
    std::vector<ContentLine> lines;
    Unfolder unfolder(text, firstLine);
    while (const auto line = unfolder.next()) {
        if (lines.size() == limits.lines) {
            throw Error(ErrorCode::TooLarge, "more than " + std::to_string(limits.lines) + " content lines",
                        "The text has too many lines.");
        }
        lines.emplace_back(LineParser(line->text, line->number, limits.parameterValues).parts(),
                           std::string(line->source), line->number);
    }
    return lines;
}

}  // namespace groupware::formats::lines
