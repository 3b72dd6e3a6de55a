#include "groupware/http/request.h"

#include "groupware/base/error.h"
#include "groupware/http/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace groupware::http {
namespace {

constexpr std::size_t kReadPiece = 16UL * 1024;

std::string decodeSegment(std::string_view encoded) {
    // Path parameters, such as the `;jsessionid=` that load balancers read. RFC 3986 section 3.3.
    encoded = encoded.substr(0, encoded.find(';'));
    std::string segment = decodePercent(encoded, PlusSign::Literal);
    if (segment.find('/') != std::string::npos) {
        throw Error(ErrorCode::BadRequest, "encoded slash in path", "The path contains an encoded slash.");
    }
    if (segment == "." || segment == "..") {
        throw Error(ErrorCode::BadRequest, "dot segment in path", "The path contains a dot segment.");
    }
    return segment;
}

std::vector<std::string> decodePath(std::string_view path) {
    std::vector<std::string> segments;
    if (path == "*") return segments;
    if (path.empty() || path.front() != '/') throw Error(ErrorCode::BadRequest, "path does not start with a slash");
    while (!path.empty()) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        if (auto segment = decodeSegment(path.substr(0, end)); !segment.empty()) segments.push_back(std::move(segment));
        path.remove_prefix(end);
    }
    return segments;
}

}  // namespace

Request::Request(const net::RequestHead& head, net::RequestBody& body, std::size_t maxParameters)
    : head_(head), body_(body), segments_(decodePath(head.path)) {
    parseParameters(head.query, maxParameters, parameters_);
}

std::span<const std::string> Request::tail() const noexcept {
    return std::span(segments_).subspan(std::min(routeSegments_, segments_.size()));
}

void Request::setRoute(std::string route, std::size_t segments) {
    route_ = std::move(route);
    routeSegments_ = segments;
}

std::string Request::header(std::string_view name) const {
    std::string joined;
    bool first = true;
    for (const auto& [field, value] : head_.headers) {
        if (!equalsIgnoreCase(field, name)) continue;
        if (!first) joined += ", ";
        joined += value;
        first = false;
    }
    return joined;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
    for (const auto& [field, value] : head_.headers) {
        if (!equalsIgnoreCase(field, "Cookie")) continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(';'), rest.size());
            const auto pair = trim(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            const auto equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            auto found = pair.substr(equals + 1);
            if (found.size() >= 2 && found.front() == '"' && found.back() == '"')
                found = found.substr(1, found.size() - 2);
            return std::string(found);
        }
    }
    return std::nullopt;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
    const auto found = parameters_.lower_bound(name);  // the first of equal keys, in the order they came
    if (found == parameters_.end() || found->first != name) return std::nullopt;
    return found->second;
}

std::string Request::contentType() const {
    const auto value = header("Content-Type");
    return toLower(trim(std::string_view(value).substr(0, value.find(';'))));
}

std::string Request::readBody(std::size_t limit) const {
    const auto tooLarge = [&] {
        return Error(ErrorCode::TooLarge, "body above " + std::to_string(limit) + " octets",
                     "The request body is too large.");
    };
    if (body_.length().value_or(0) > limit) throw tooLarge();
    std::string whole;
    whole.reserve(static_cast<std::size_t>(body_.length().value_or(0)));
    std::array<char, kReadPiece> piece{};
    while (const std::size_t count = body_.read(piece)) {
        if (whole.size() + count > limit) throw tooLarge();
        whole.append(piece.data(), count);
    }
    return whole;
}

}  // namespace groupware::http
