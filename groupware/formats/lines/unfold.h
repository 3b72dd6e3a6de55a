#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::formats::lines {

/// Reads physical lines and puts those together that are one content line. See parseLines() for what it takes.
class Unfolder {
public:
    /// `source` points into the text.
    struct Line {
        std::string text;         ///< unfolded, without its end
        std::string_view source;  ///< with its end, and the empty lines after it
        std::size_t number = 0;   ///< of its first physical line
    };

    Unfolder(std::string_view text, std::size_t firstLine) : text_(text), number_(firstLine) {}

    /// Nothing at the end.
    [[nodiscard]] std::optional<Line> next();

private:
    [[nodiscard]] bool atEnd() const noexcept { return at_ == text_.size(); }
    [[nodiscard]] std::string_view peek() const;
    std::string_view take();
    void skipBlank();
    void takeContinuations(std::string& line);
    void takeBase64(std::string& line);

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t number_;
};

}  // namespace groupware::formats::lines
