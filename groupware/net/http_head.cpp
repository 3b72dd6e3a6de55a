#include "groupware/net/http_head.h"

#include "groupware/net/field_syntax.h"

#include <algorithm>

namespace groupware::net {

namespace {

constexpr std::size_t kMethodBytes = 32;
constexpr std::size_t kVersionBytes = 16;  // " HTTP/1.1" and CRLF, with room
constexpr int kBadRequest = 400;
constexpr int kUriTooLong = 414;
constexpr int kTooLarge = 431;
constexpr int kNotImplemented = 501;
constexpr int kBadVersion = 505;

/// Takes the next line, without its CRLF. The scanner has seen that every line has one.
std::string_view takeLine(std::string_view& text) {
    const auto end = text.find("\r\n");
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
}

/// RFC 9112 section 2.3: the name is case-sensitive. A later minor version is answered as 1.1.
int parseVersion(std::string_view version, RequestHead& head, HttpFraming& framing) {
    const bool shaped = version.size() == 8 && version.substr(0, 5) == "HTTP/" && version[6] == '.' &&
                        version[5] >= '0' && version[5] <= '9' && version[7] >= '0' && version[7] <= '9';
    if (!shaped) return kBadRequest;
    if (version[5] != '1') return kBadVersion;
    framing.http10 = version[7] == '0';
    framing.keepAlive = !framing.http10;
    head.protocol = framing.http10 ? "HTTP/1.0" : "HTTP/1.1";
    return 0;
}

/// RFC 9112 section 3.2.2: the absolute form names the host in the target, and that wins over the Host field.
bool takeAbsoluteForm(std::string_view& target, RequestHead& head) {
    const auto scheme = target.find("://");
    if (target.front() == '/' || scheme == std::string_view::npos) return true;
    if (!sameName(target.substr(0, scheme), "http") && !sameName(target.substr(0, scheme), "https")) return false;
    target.remove_prefix(scheme + 3);
    const auto pathStart = std::min(target.find_first_of("/?"), target.size());
    if (pathStart == 0 || !parseHost(target.substr(0, pathStart), head.host, head.port)) return false;
    target.remove_prefix(pathStart);
    if (target.empty()) target = "/";
    return target.front() == '/';
}

int parseRequestLine(std::string_view line, const HttpLimits& limits, RequestHead& head, HttpFraming& framing) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return kBadRequest;
    const auto method = line.substr(0, first);
    if (method.size() > kMethodBytes || !isToken(method)) return kBadRequest;
    auto target = line.substr(first + 1, last - first - 1);
    if (target.empty()) return kBadRequest;
    if (target.size() > limits.uriBytes) return kUriTooLong;
    if (const int status = parseVersion(line.substr(last + 1), head, framing); status != 0) return status;
    head.method = method;
    if (!takeAbsoluteForm(target, head)) return kBadRequest;
    if (!splitTarget(target, head)) return kBadRequest;
    if (head.path == "*" && head.method != "OPTIONS") return kBadRequest;
    return 0;
}

/// RFC 9112 section 5.1: no whitespace before the colon; section 5.2: no folding.
int parseField(std::string_view line, RequestHead& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon))) return kBadRequest;
    const auto value = trim(line.substr(colon + 1));
    if (!isFieldValue(value)) return kBadRequest;
    head.headers.emplace_back(line.substr(0, colon), value);
    return 0;
}

/// What the fields that frame the message said.
struct FramingFields {
    int hosts = 0;
    int codings = 0;
    bool codingIsChunked = false;
    bool badLength = false;
    bool badHost = false;
};

void readLength(const std::string& value, FramingFields& seen, HttpFraming& framing) {
    const auto length = parseLength(value);
    if (!length || (framing.length && framing.length != length)) seen.badLength = true;
    framing.length = length;
}

void readConnection(const std::string& value, HttpFraming& framing) {
    if (listHasToken(value, "close")) {
        framing.keepAlive = false;
    } else if (framing.http10 && listHasToken(value, "keep-alive")) {
        framing.keepAlive = true;
    }
}

void readFramingField(const std::string& name, const std::string& value, RequestHead& head, FramingFields& seen,
                      HttpFraming& framing) {
    if (sameName(name, "Host")) {
        ++seen.hosts;
        if (head.host.empty()) seen.badHost = !parseHost(value, head.host, head.port);
    } else if (sameName(name, "Content-Length")) {
        readLength(value, seen, framing);
    } else if (sameName(name, "Transfer-Encoding")) {
        ++seen.codings;
        seen.codingIsChunked = sameName(value, "chunked");
    } else if (sameName(name, "Connection")) {
        readConnection(value, framing);
    } else if (sameName(name, "Expect")) {
        framing.expectContinue = !framing.http10 && sameName(value, "100-continue");
    }
}

/// RFC 9112 section 6.3 and 11.2: one way to read the body's length, or none at all.
int judgeFraming(const FramingFields& seen, HttpFraming& framing) {
    if (seen.hosts > 1 || seen.badHost || (seen.hosts == 0 && !framing.http10)) return kBadRequest;
    if (seen.badLength) return kBadRequest;
    if (seen.codings == 0) return 0;
    if (framing.length || framing.http10 || seen.codings > 1) return kBadRequest;
    if (!seen.codingIsChunked) return kNotImplemented;
    framing.chunked = true;
    return 0;
}

}  // namespace

HttpHeadScanner::State HttpHeadScanner::judgeLength(std::size_t end, const HttpLimits& limits) const {
    if (sawRequestLine_) return end < limits.headerBytes ? State::NeedMore : State::HeadTooLarge;
    const bool fits = end < limits.headerBytes && end - lineStart_ <= limits.uriBytes + kMethodBytes + kVersionBytes;
    return fits ? State::NeedMore : State::UriTooLong;
}

HttpHeadScanner::State HttpHeadScanner::scan(std::string_view buffer, const HttpLimits& limits) {
    // whoever speaks another protocol, for example TLS, need not wait for the time limit to hear it
    const bool begun = !buffer.empty() && buffer.front() != '\r';
    if (position_ == 0 && begun && !isToken(buffer.substr(0, 1))) return State::Malformed;
    for (;;) {
        const auto newline = buffer.find('\n', position_);
        const auto end = std::min(newline, buffer.size());
        if (const State judged = judgeLength(end, limits); judged != State::NeedMore) return judged;
        position_ = end;
        if (newline == std::string_view::npos) return State::NeedMore;
        if (newline == lineStart_ || buffer[newline - 1] != '\r') return State::Malformed;
        const bool empty = newline - lineStart_ == 1;
        position_ = newline + 1;
        lineStart_ = position_;
        // RFC 9112 section 2.2: an empty line before the request line is ignored
        if (empty && sawRequestLine_) return State::Complete;
        if (!empty) sawRequestLine_ = true;
    }
}

int parseHttpHead(std::string_view text, const HttpLimits& limits, RequestHead& head, HttpFraming& framing) {
    while (text.substr(0, 2) == "\r\n") text.remove_prefix(2);
    if (const int status = parseRequestLine(takeLine(text), limits, head, framing); status != 0) return status;
    FramingFields seen;
    for (auto line = takeLine(text); !line.empty(); line = takeLine(text)) {
        if (head.headers.size() == limits.headerCount) return kTooLarge;
        if (const int status = parseField(line, head); status != 0) return status;
        const auto& [name, value] = head.headers.back();
        readFramingField(name, value, head, seen, framing);
    }
    return judgeFraming(seen, framing);
}

}  // namespace groupware::net
