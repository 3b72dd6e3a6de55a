#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace groupware::calendar::scheduling {

/// A short text for people, in two forms that say the same. Internal to scheduling.
class TextPage {
public:
    /// Text that stands for itself; may have lines of its own. Nothing for an empty one.
    void paragraph(const std::string& text);
    /// Begins another list of lines, after a blank one.
    void gap();
    /// What something is: "Where: Room 4". Nothing for an empty value.
    void line(std::string_view label, const std::string& value);

    /// UTF-8, lines that end with LF.
    [[nodiscard]] std::string plain() const;
    /// An HTML document without scripts, links and pictures: what others have written is text in it, whatever it looks
    /// like.
    /// @param language  RFC 5646
    [[nodiscard]] std::string html(std::string_view language) const;

private:
    struct Block {
        enum class Kind { Paragraph, Gap, Line } kind = Kind::Paragraph;
        std::string label{};
        std::string text{};
    };
    std::vector<Block> blocks_{};
};

}  // namespace groupware::calendar::scheduling
