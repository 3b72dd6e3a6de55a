#include "groupware/net/body_decoder.h"

#include "groupware/base/error.h"
#include "groupware/net/field_syntax.h"

#include <algorithm>
#include <charconv>

namespace groupware::net {

namespace {

constexpr std::size_t kSizeDigits = 15;  // 60 bits: no sum of it overflows

[[noreturn]] void refuse(const char* why) {
    throw Error(ErrorCode::BadRequest, why);
}

}  // namespace

BodyDecoder BodyDecoder::ofLength(std::uint64_t octets) {
    BodyDecoder decoder;
    decoder.remaining_ = octets;
    decoder.state_ = octets == 0 ? State::Done : State::Data;
    return decoder;
}

BodyDecoder BodyDecoder::chunked(const ChunkLimits& limits) {
    BodyDecoder decoder;
    decoder.chunked_ = true;
    decoder.limits_ = limits;
    decoder.state_ = State::SizeLine;
    return decoder;
}

std::size_t BodyDecoder::feed(std::string_view in, std::string& out, std::size_t room) {
    const std::size_t before = in.size();
    while (!in.empty() && state_ != State::Done) {
        if (state_ == State::Data && room == 0) break;
        const std::size_t sizeBefore = out.size();
        in.remove_prefix(state_ == State::Data ? data(in, out, room) : line(in));
        room -= out.size() - sizeBefore;
    }
    return before - in.size();
}

std::size_t BodyDecoder::data(std::string_view in, std::string& out, std::size_t room) {
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, std::min(in.size(), room)));
    out.append(in.substr(0, taken));
    skip(taken);
    return taken;
}

void BodyDecoder::skip(std::uint64_t octets) {
    remaining_ -= octets;
    decoded_ += octets;
    if (remaining_ == 0) state_ = chunked_ ? State::DataEnd : State::Done;
}

std::size_t BodyDecoder::line(std::string_view in) {
    const auto newline = in.find('\n');
    const auto taken = std::min(newline, in.size() - 1) + 1;
    if (line_.size() + taken > limits_.lineBytes) refuse("chunk line too long");
    line_.append(in.substr(0, taken));
    if (newline != std::string_view::npos) endLine();
    return taken;
}

void BodyDecoder::endLine() {
    if (line_.size() < 2 || line_[line_.size() - 2] != '\r') refuse("chunk line without CR");
    line_.resize(line_.size() - 2);
    if (!isFieldValue(line_)) refuse("control character in chunk line");
    if (state_ == State::SizeLine) {
        sizeLine();
    } else if (state_ == State::DataEnd) {
        if (!line_.empty()) refuse("chunk longer than its size");
        state_ = State::SizeLine;
    } else if (line_.empty()) {
        state_ = State::Done;
    } else {
        trailerBytes_ += line_.size();
        if (trailerBytes_ > limits_.trailerBytes) refuse("trailer too large");
    }
    line_.clear();
}

void BodyDecoder::sizeLine() {
    // RFC 9112 section 7.1.1: unknown extensions are ignored
    const auto digits = std::string_view(line_).substr(0, line_.find_first_of("; \t"));
    const auto rest = std::string_view(line_).substr(digits.size());
    const auto extension = rest.find_first_not_of(" \t");
    if (extension != std::string_view::npos && rest[extension] != ';') refuse("bad chunk size");
    const auto [last, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), remaining_, 16);
    if (digits.empty() || digits.size() > kSizeDigits || problem != std::errc() ||
        last != digits.data() + digits.size()) {
        refuse("bad chunk size");
    }
    state_ = remaining_ == 0 ? State::Trailer : State::Data;
}

}  // namespace groupware::net
