#include "groupware/formats/lines/unfold.h"

#include "groupware/formats/lines/ascii.h"
#include "groupware/formats/lines/line_head.h"

namespace groupware::formats::lines {

/// The next physical line without its end.
std::string_view Unfolder::peek() const {
    auto line = text_.substr(at_, text_.find('\n', at_) - at_);
    while (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string_view Unfolder::take() {
    const auto line = peek();
    const auto end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    ++number_;
    return line;
}

void Unfolder::skipBlank() {
    while (!atEnd() && isBlankLine(peek())) take();
}

void Unfolder::takeContinuations(std::string& line) {
    SoftBreaks softBreaks;
    while (!atEnd()) {
        if (line.ends_with('=') && softBreaks.areIn(line)) {
            line.pop_back();
            line += take();
        } else if (isBlank(text_[at_])) {
            line += take().substr(1);
        } else {
            return;
        }
    }
}

/// No base64 has a colon, and every content line has one.
void Unfolder::takeBase64(std::string& line) {
    while (!atEnd() && !isBlankLine(peek()) && peek().find(':') == std::string_view::npos) line += trimmed(take());
}

std::optional<Unfolder::Line> Unfolder::next() {
    const std::size_t begin = at_;
    if (at_ == 0 && text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    skipBlank();  // before the first line only
    if (atEnd()) return std::nullopt;

    Line line{.text = {}, .source = {}, .number = number_};
    line.text = take();
    takeContinuations(line.text);
    if (headHas(line.text, "BASE64")) takeBase64(line.text);
    skipBlank();
    line.source = text_.substr(begin, at_ - begin);
    return line;
}

}  // namespace groupware::formats::lines
