#include "groupware/formats/lines/block_unfold.h"

#include <algorithm>
#include <utility>

namespace groupware::formats::lines {

void BlockUnfolder::add(std::string_view block) {
    if (!started_) {
        start_ += block;
        if (start_.size() < kByteOrderMark.size() && kByteOrderMark.starts_with(start_)) return;
        started_ = true;
        const auto text = std::exchange(start_, {});
        read_ = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
        return add(std::string_view(text).substr(read_));
    }
    while (!block.empty()) {
        const auto end = block.find('\n');
        grow(block.substr(0, end));
        if (end == std::string_view::npos) return;
        ++read_;
        endPhysical();
        block.remove_prefix(end + 1);
    }
}

void BlockUnfolder::finish() {
    if (!started_) {
        started_ = true;
        add(std::exchange(start_, {}));
    }
    if (physical_.octets > 0) endPhysical();
    if (open_) emit();
}

void BlockUnfolder::grow(std::string_view piece) {
    read_ += piece.size();
    auto& line = physical_;
    const std::size_t before = line.octets;
    line.octets += piece.size();
    line.text += piece.substr(0, keep_ - line.text.size());
    const auto last = piece.find_last_not_of('\r');
    if (last == std::string_view::npos) return;  // CRs, which may be its end
    // What was taken for the end is inside of the line now.
    line.blank = line.blank && line.content == before && isBlankLine(piece.substr(0, last + 1));
    line.content = before + last + 1;
    line.colon = line.colon || piece.find(':') != std::string_view::npos;
}

void BlockUnfolder::endPhysical() {
    physical_.end = read_;
    physical_.text.resize(std::min(physical_.text.size(), physical_.content));
    take();
    physical_ = {};
    ++number_;
}

void BlockUnfolder::take() {
    if (open_ && goesOn()) {
        end_ = physical_.end;
        return;
    }
    if (physical_.blank) {
        growing_ = Growing::Ended;
        if (open_) end_ = physical_.end;
        return;
    }
    if (open_) emit();
    begin();
}

/// Takes the physical line if it belongs to the content line.
bool BlockUnfolder::goesOn() {
    if (growing_ == Growing::Folded) {
        if (whole_ && text_.ends_with('=') && softBreaks_.areIn(text_)) {
            text_.pop_back();
            append(physical_.text);
            return true;
        }
        if (!physical_.text.empty() && isBlank(physical_.text.front())) {
            append(std::string_view(physical_.text).substr(1));
            return true;
        }
        growing_ = headHas(text_, "BASE64") ? Growing::Base64 : Growing::Ended;
    }
    // No base64 has a colon, and every content line has one.
    if (growing_ == Growing::Base64 && !physical_.blank && !physical_.colon) {
        append(trimmed(physical_.text));
        return true;
    }
    growing_ = Growing::Ended;
    return false;
}

void BlockUnfolder::append(std::string_view text) {
    whole_ = whole_ && physical_.content == physical_.text.size() && text_.size() + text.size() <= keep_;
    text_ += text.substr(0, keep_ - text_.size());
}

void BlockUnfolder::begin() {
    open_ = true;
    text_.clear();
    whole_ = true;
    append(physical_.text);
    lineNumber_ = number_;
    end_ = physical_.end;
    growing_ = Growing::Folded;
    softBreaks_ = {};
}

void BlockUnfolder::emit() {
    sink_({.text = text_, .begin = lastEnd_, .end = end_, .number = lineNumber_});
    lastEnd_ = end_;
    open_ = false;
}

}  // namespace groupware::formats::lines
