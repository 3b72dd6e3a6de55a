#include "groupware/calendar/scheduling/text_page.h"

#include "groupware/calendar/html_text.h"

namespace groupware::calendar::scheduling {
namespace {

/// Lines of the text become lines of the page.
std::string withBreaks(std::string_view text) {
    std::string result;
    for (const char c : htmlText(text)) {
        if (c == '\n') result += "<br>";
        result += c;
    }
    return result;
}

}  // namespace

void TextPage::paragraph(const std::string& text) {
    if (!text.empty()) blocks_.push_back({.kind = Block::Kind::Paragraph, .text = text});
}

void TextPage::gap() {
    blocks_.push_back({.kind = Block::Kind::Gap});
}

void TextPage::line(std::string_view label, const std::string& value) {
    if (!value.empty()) blocks_.push_back({.kind = Block::Kind::Line, .label = std::string(label), .text = value});
}

std::string TextPage::plain() const {
    std::string text;
    for (const auto& block : blocks_) {
        switch (block.kind) {
            case Block::Kind::Paragraph: text += (text.empty() ? "" : "\n") + block.text + "\n"; break;
            case Block::Kind::Gap: text += "\n"; break;
            case Block::Kind::Line: text += block.label + ": " + block.text + "\n"; break;
        }
    }
    return text;
}

std::string TextPage::html(std::string_view language) const {
    std::string body;
    bool inTable = false;
    for (const auto& block : blocks_) {
        const bool isLine = block.kind == Block::Kind::Line;
        if (inTable && !isLine) body += "</table>\n";
        if (isLine && !inTable) body += "<table>\n";
        inTable = isLine;
        if (isLine) {
            body += R"(<tr><th align="left" valign="top">)" + htmlText(block.label) + "</th><td>" +
                    withBreaks(block.text) + "</td></tr>\n";
        } else if (block.kind == Block::Kind::Paragraph) {
            body += "<p>" + withBreaks(block.text) + "</p>\n";
        }
    }
    if (inTable) body += "</table>\n";
    return "<!DOCTYPE html>\n<html lang=\"" + htmlText(language) +
           "\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n" + body + "</body>\n</html>\n";
}

}  // namespace groupware::calendar::scheduling
