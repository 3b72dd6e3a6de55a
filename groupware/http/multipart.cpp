#include "groupware/http/multipart.h"

#include "groupware/base/error.h"
#include "groupware/http/text.h"

#include <algorithm>
#include <array>

namespace groupware::http {
namespace {

constexpr std::size_t kPiece = 64UL * 1024;
constexpr std::string_view kEndOfLine = "\r\n";
constexpr std::size_t kMaxPadding = 256;  ///< blanks after a boundary; more is nonsense

Error broken(const std::string& what) {
    return {ErrorCode::BadRequest, "multipart: " + what, "The uploaded form is broken."};
}

std::string boundaryOf(std::string_view contentType) {
    const auto parsed = parseParameterized(contentType);
    const auto boundary = parsed.parameter("boundary");
    if (!parsed.value.starts_with("multipart/") || !boundary || boundary->empty() || boundary->size() > 70) {
        throw broken("no boundary");
    }
    return *boundary;
}

/// Old browsers send whole paths.
std::string withoutDirectories(const std::string& name) {
    const auto slash = name.find_last_of("/\\");
    return slash == std::string::npos ? name : name.substr(slash + 1);
}

}  // namespace

MultipartReader::MultipartReader(net::RequestBody& body, std::string_view contentType, const MultipartLimits& limits)
    : body_(body), limits_(limits), delimiter_("\r\n--" + boundaryOf(contentType)), buffer_(kEndOfLine), inPart_(true) {
    // The first boundary may open the body; the CRLF put in front makes it look like every other. What precedes it is
    // read and thrown away like a part.
}

void MultipartReader::fill() {
    if (bodyEnded_) throw broken("ends early");
    const std::size_t kept = buffer_.size();
    buffer_.resize(kept + kPiece);
    const std::size_t count = body_.read(std::span(buffer_).subspan(kept));
    buffer_.resize(kept + count);
    bodyEnded_ = count == 0;
}

/// How many octets at the front of the buffer surely belong to the current part; 0 at its end.
std::size_t MultipartReader::contentAvailable() {
    while (true) {
        const auto found = buffer_.find(delimiter_);
        if (found != std::string::npos) return found;
        // The last octets may be the beginning of a delimiter.
        if (buffer_.size() >= delimiter_.size()) return buffer_.size() - delimiter_.size() + 1;
        fill();
    }
}

std::size_t MultipartReader::read(std::span<char> into) {
    if (!inPart_ || into.empty()) return 0;
    const std::size_t count = std::min(contentAvailable(), into.size());
    if (count == 0) {
        inPart_ = false;
        return 0;
    }
    std::copy_n(buffer_.begin(), count, into.begin());
    buffer_.erase(0, count);
    return count;
}

std::string MultipartReader::readText(std::size_t limit) {
    std::string text;
    std::array<char, 4096> piece{};
    while (const std::size_t count = read(piece)) {
        if (text.size() + count > limit) {
            throw Error(ErrorCode::TooLarge, "form field above " + std::to_string(limit) + " octets",
                        "A field of the form is too large.");
        }
        text.append(piece.data(), count);
    }
    return text;
}

void MultipartReader::skipPart() {
    while (inPart_) {
        const std::size_t count = contentAvailable();
        if (count == 0) inPart_ = false;
        buffer_.erase(0, count);
    }
}

/// Takes the delimiter that ended a part. @return false if it was the closing one
bool MultipartReader::takeDelimiter() {
    while (buffer_.size() < delimiter_.size() + 2) fill();
    buffer_.erase(0, delimiter_.size());
    if (buffer_.starts_with("--")) return false;
    if (!trim(takeLine(kMaxPadding)).empty()) throw broken("text after a boundary");
    return true;
}

std::string MultipartReader::takeLine(std::size_t limit) {
    auto end = buffer_.find(kEndOfLine);
    while (end == std::string::npos) {
        if (buffer_.size() > limit) break;
        fill();
        end = buffer_.find(kEndOfLine);
    }
    if (end == std::string::npos || end > limit) {
        throw Error(ErrorCode::TooLarge, "multipart: header too long",
                    "A part of the uploaded form has too long a header.");
    }
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + kEndOfLine.size());
    return line;
}

Part MultipartReader::readHead() {
    Part part;
    bool named = false;
    std::size_t left = limits_.headerBytes;
    for (std::string line = takeLine(left); !line.empty(); line = takeLine(left)) {
        left -= std::min(left, line.size() + kEndOfLine.size());
        const auto colon = line.find(':');
        const auto name = toLower(trim(std::string_view(line).substr(0, colon)));
        const auto value =
            colon == std::string::npos ? std::string_view{} : trim(std::string_view(line).substr(colon + 1));
        if (name == "content-type") part.contentType = std::string(value);
        if (name != "content-disposition") continue;
        const auto disposition = parseParameterized(value);
        named = disposition.value == "form-data" && disposition.parameter("name").has_value();
        part.name = disposition.parameter("name").value_or("");
        if (const auto file = disposition.parameter("filename")) part.fileName = withoutDirectories(*file);
    }
    if (!named) throw broken("part without a name");
    return part;
}

std::optional<Part> MultipartReader::next() {
    if (ended_) return std::nullopt;
    skipPart();
    if (!takeDelimiter()) {
        ended_ = true;
        return std::nullopt;
    }
    if (++parts_ > limits_.parts) {
        throw Error(ErrorCode::TooLarge, "multipart: too many parts", "The uploaded form has too many parts.");
    }
    Part part = readHead();
    inPart_ = true;
    return part;
}

}  // namespace groupware::http
