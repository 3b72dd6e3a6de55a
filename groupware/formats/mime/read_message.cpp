#include "groupware/formats/mime/read_message.h"

#include "groupware/base/error.h"
#include "groupware/formats/encoding/charset.h"
#include "groupware/formats/mime/ascii.h"
#include "groupware/formats/mime/encoded_word.h"
#include "groupware/formats/mime/transfer_encoding.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace groupware::formats::mime {
namespace {

enum class Line { Content, Boundary, End };

/// RFC 2046 section 5.1.1; blanks may follow a boundary.
Line kindOf(std::string_view line, std::string_view delimiter) {
    if (!line.starts_with(delimiter)) return Line::Content;
    line.remove_prefix(delimiter.size());
    const bool end = line.starts_with("--");
    if (end) line.remove_prefix(2);
    if (!trimmed(line).empty()) return Line::Content;
    return end ? Line::End : Line::Boundary;
}

std::string_view withoutLineEnd(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

/// Calls `each` with the octets of every part; what stands before the first and after the last is left out.
template <class Each>
void forEachPart(std::string_view body, std::string_view boundary, Each each) {
    const auto delimiter = "--" + std::string(boundary);
    std::optional<std::size_t> start;
    for (std::size_t at = 0; at < body.size();) {
        const auto end = std::min(body.find('\n', at), body.size() - 1) + 1;
        const auto kind = kindOf(body.substr(at, end - at), delimiter);
        if (kind != Line::Content && start) each(withoutLineEnd(body.substr(*start, at - *start)));
        if (kind == Line::End) return;
        if (kind == Line::Boundary) start = end;
        at = end;
    }
    if (start && *start < body.size()) each(body.substr(*start));
}

std::string fileNameOf(const std::vector<HeaderField>& header, const ParameterizedValue& type) {
    const auto disposition = parseParameters(findField(header, "content-disposition").value_or(""));
    const auto name = disposition.parameter("filename");
    return decodeWords(name.empty() ? type.parameter("name") : name);
}

class Reader {
public:
    explicit Reader(const MessageLimits& limits) : limits_(limits) {}

    std::vector<HeaderField> read(std::string_view octets, std::size_t depth) {
        if (++parts_ > limits_.parts) throw Error(ErrorCode::TooLarge, "the message has too many parts");
        if (depth > limits_.depth) throw Error(ErrorCode::TooLarge, "the message has parts in parts too deep");
        std::string_view body;
        auto header = parseHeader(octets, body);
        if (octets.size() - body.size() > limits_.headerOctets)
            throw Error(ErrorCode::TooLarge, "the message has too long a header");
        auto type = parseParameters(findField(header, "content-type").value_or("text/plain"));
        const auto boundary = type.parameter("boundary");
        if (type.value.starts_with("multipart/") && !boundary.empty()) {
            forEachPart(body, boundary, [&](std::string_view part) { (void)read(part, depth + 1); });
        } else {
            keep(header, std::move(type), body);
        }
        return header;
    }

    std::vector<ReceivedPart> parts() && { return std::move(found_); }

private:
    void keep(const std::vector<HeaderField>& header, ParameterizedValue type, std::string_view body) {
        ReceivedPart part{.type = std::move(type), .fileName = {}, .content = {}};
        part.fileName = fileNameOf(header, part.type);
        part.content = decodeTransfer(body, findField(header, "content-transfer-encoding").value_or(""));
        if (part.type.value.starts_with("text/")) {
            auto charset = part.type.parameter("charset");
            auto text = charset.empty() ? std::nullopt : encoding::toUtf8(part.content, charset);
            part.content = text ? *std::move(text) : encoding::guessedUtf8(part.content);
        }
        found_.push_back(std::move(part));
    }

    MessageLimits limits_;
    std::size_t parts_ = 0;
    std::vector<ReceivedPart> found_;
};

}  // namespace

std::vector<Mailbox> ReceivedMessage::mailboxes(std::string_view name) const {
    return parseMailboxes(findField(header, name).value_or(""));
}

std::string ReceivedMessage::text(std::string_view name) const {
    return decodeWords(findField(header, name).value_or(""));
}

ReceivedMessage readMessage(std::string_view octets, const MessageLimits& limits) {
    if (octets.size() > limits.octets) throw Error(ErrorCode::TooLarge, "the message is too long");
    Reader reader(limits);
    auto header = reader.read(octets, 0);
    return {.header = std::move(header), .parts = std::move(reader).parts()};
}

}  // namespace groupware::formats::mime
