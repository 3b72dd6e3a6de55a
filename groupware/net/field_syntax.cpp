#include "groupware/net/field_syntax.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace groupware::net {

namespace {

constexpr std::array<bool, 256> tokenCharacters() {
    std::array<bool, 256> allowed{};
    for (int c = '0'; c <= '9'; ++c) allowed[static_cast<std::size_t>(c)] = true;
    for (int c = 'a'; c <= 'z'; ++c) allowed[static_cast<std::size_t>(c)] = true;
    for (int c = 'A'; c <= 'Z'; ++c) allowed[static_cast<std::size_t>(c)] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~")) allowed[static_cast<unsigned char>(c)] = true;
    return allowed;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

struct Reason {
    int status;
    std::string_view text;
};

// IANA HTTP status code registry; 449 and 450 are what ActiveSync and Windows clients know.
constexpr std::array kReasons{Reason{100, "Continue"},
                              Reason{200, "OK"},
                              Reason{201, "Created"},
                              Reason{202, "Accepted"},
                              Reason{204, "No Content"},
                              Reason{205, "Reset Content"},
                              Reason{206, "Partial Content"},
                              Reason{207, "Multi-Status"},
                              Reason{208, "Already Reported"},
                              Reason{301, "Moved Permanently"},
                              Reason{302, "Found"},
                              Reason{303, "See Other"},
                              Reason{304, "Not Modified"},
                              Reason{307, "Temporary Redirect"},
                              Reason{308, "Permanent Redirect"},
                              Reason{400, "Bad Request"},
                              Reason{401, "Unauthorized"},
                              Reason{403, "Forbidden"},
                              Reason{404, "Not Found"},
                              Reason{405, "Method Not Allowed"},
                              Reason{406, "Not Acceptable"},
                              Reason{408, "Request Timeout"},
                              Reason{409, "Conflict"},
                              Reason{410, "Gone"},
                              Reason{411, "Length Required"},
                              Reason{412, "Precondition Failed"},
                              Reason{413, "Content Too Large"},
                              Reason{414, "URI Too Long"},
                              Reason{415, "Unsupported Media Type"},
                              Reason{416, "Range Not Satisfiable"},
                              Reason{417, "Expectation Failed"},
                              Reason{422, "Unprocessable Content"},
                              Reason{423, "Locked"},
                              Reason{424, "Failed Dependency"},
                              Reason{428, "Precondition Required"},
                              Reason{429, "Too Many Requests"},
                              Reason{431, "Request Header Fields Too Large"},
                              Reason{449, "Retry With"},
                              Reason{450, "Blocked"},
                              Reason{500, "Internal Server Error"},
                              Reason{501, "Not Implemented"},
                              Reason{502, "Bad Gateway"},
                              Reason{503, "Service Unavailable"},
                              Reason{504, "Gateway Timeout"},
                              Reason{505, "HTTP Version Not Supported"},
                              Reason{507, "Insufficient Storage"}};

}  // namespace

const std::string* findHeader(const Headers& headers, std::string_view name) {
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& field) { return sameName(field.first, name); });
    return found == headers.end() ? nullptr : &found->second;
}

bool isToken(std::string_view text) {
    static constexpr auto kAllowed = tokenCharacters();
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return kAllowed[static_cast<unsigned char>(c)]; });
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isFieldValue(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return (octet >= 0x20 && octet != 0x7F) || octet == '\t';
    });
}

bool sameName(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool listHasToken(std::string_view list, std::string_view token) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (sameName(trim(list.substr(0, comma)), token)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

bool isConnectorField(std::string_view name) {
    return sameName(name, "Content-Length") || sameName(name, "Transfer-Encoding") || sameName(name, "Connection") ||
           sameName(name, "Keep-Alive") || sameName(name, "Date");
}

std::optional<std::uint64_t> parseLength(std::string_view text) {
    std::uint64_t length = 0;
    const char* end = text.data() + text.size();
    const auto [last, problem] = std::from_chars(text.data(), end, length);
    if (text.empty() || problem != std::errc() || last != end) return std::nullopt;
    return length;
}

bool parseHost(std::string_view text, std::string& host, int& port) {
    const bool literal = !text.empty() && text.front() == '[';
    const auto nameEnd = literal ? text.find(']') + 1 : std::min(text.find(':'), text.size());
    if (literal && nameEnd == 0) return false;
    const auto name = literal ? text.substr(1, nameEnd - 2) : text.substr(0, nameEnd);
    const std::string_view allowed = literal ? ".:%" : "-._~%";
    const bool plain = std::all_of(name.begin(), name.end(), [&](char c) {
        const char small = lower(c);
        return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || allowed.find(c) != std::string_view::npos ||
               static_cast<unsigned char>(c) >= 0x80;
    });
    if (!plain) return false;
    auto rest = text.substr(nameEnd);
    if (!rest.empty() && rest.front() != ':') return false;
    if (rest.size() > 1) {
        const auto number = parseLength(rest.substr(1));
        if (!number || *number > 65535) return false;
        port = static_cast<int>(*number);
    }
    host = name;
    return true;
}

bool splitTarget(std::string_view target, RequestHead& head) {
    const bool visible = std::all_of(target.begin(), target.end(), [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet > 0x20 && octet != 0x7F;
    });
    if (!visible || target.empty() || (target.front() != '/' && target != "*")) return false;
    const auto mark = std::min(target.find('?'), target.size());
    head.path = target.substr(0, mark);
    head.query = target.substr(std::min(mark + 1, target.size()));
    return true;
}

std::string_view reasonPhrase(int status) {
    const auto* const found = std::lower_bound(kReasons.begin(), kReasons.end(), status,
                                               [](const Reason& reason, int wanted) { return reason.status < wanted; });
    return found != kReasons.end() && found->status == status ? found->text : "Status";
}

bool statusHasBody(int status) {
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace groupware::net
