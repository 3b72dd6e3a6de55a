#include "groupware/net/ajp_decoder.h"

#include "groupware/base/error.h"
#include "groupware/net/field_syntax.h"

#include <array>

namespace groupware::net::ajp {

namespace {

constexpr std::uint16_t kMagic = 0x1234;
constexpr std::uint16_t kNullString = 0xFFFF;
constexpr std::uint8_t kCodedName = 0xA0;
constexpr std::uint8_t kStoredMethod = 255;

constexpr std::array<std::string_view, 27> kMethods{
    "OPTIONS",  "GET",        "HEAD",   "POST",        "PUT",    "DELETE", "TRACE",  "PROPFIND",         "PROPPATCH",
    "MKCOL",    "COPY",       "MOVE",   "LOCK",        "UNLOCK", "ACL",    "REPORT", "VERSION-CONTROL",  "CHECKIN",
    "CHECKOUT", "UNCHECKOUT", "SEARCH", "MKWORKSPACE", "UPDATE", "LABEL",  "MERGE",  "BASELINE-CONTROL", "MKACTIVITY"};

constexpr std::array<std::string_view, 14> kHeaderNames{
    "Accept",     "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization",
    "Connection", "Content-Type",   "Content-Length",  "Cookie",          "Cookie2",
    "Host",       "Pragma",         "Referer",         "User-Agent"};

/// Codes of what follows the headers.
enum class Attribute : std::uint8_t {
    Context = 1,
    ServletPath = 2,
    RemoteUser = 3,
    AuthType = 4,
    QueryString = 5,
    JvmRoute = 6,
    SslCertificate = 7,
    SslCipher = 8,
    SslSession = 9,
    RequestAttribute = 10,
    SslKeySize = 11,
    Secret = 12,
    StoredMethod = 13,
    End = 255,
};

[[noreturn]] void malformed(const char* why) {
    throw Error(ErrorCode::BadRequest, why);
}

/// Reads the parts of a payload in order.
class Reader {
public:
    explicit Reader(std::string_view payload) : rest_(payload) {}

    std::uint8_t octet() { return static_cast<std::uint8_t>(take(1).front()); }
    std::uint16_t integer() {
        const auto octets = take(2);
        return static_cast<std::uint16_t>(static_cast<std::uint8_t>(octets[0]) << 8 |
                                          static_cast<std::uint8_t>(octets[1]));
    }
    /// A null string reads as empty.
    std::string_view string() {
        const auto length = integer();
        if (length == kNullString) return {};
        const auto text = take(length);
        if (take(1).front() != '\0') malformed("string without its NUL");
        return text;
    }
    [[nodiscard]] bool atCodedName() const {
        return !rest_.empty() && static_cast<std::uint8_t>(rest_.front()) == kCodedName;
    }
    [[nodiscard]] bool atEnd() const { return rest_.empty(); }
    std::string_view take(std::size_t count) {
        if (count > rest_.size()) malformed("packet ends early");
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return taken;
    }

private:
    std::string_view rest_;
};

void refuse(ForwardRequest& request, int status) {
    if (request.status == 0) request.status = status;
}

std::string_view headerName(Reader& reader) {
    if (!reader.atCodedName()) return reader.string();
    const auto code = static_cast<std::size_t>(reader.integer() & 0xFF);
    if (code == 0 || code > kHeaderNames.size()) malformed("unknown header code");
    return kHeaderNames[code - 1];
}

void readFramingField(std::string_view name, std::string_view value, ForwardRequest& request) {
    if (sameName(name, "Content-Length")) {
        const auto length = parseLength(value);
        if (!length || (request.contentLength && request.contentLength != length)) refuse(request, 400);
        request.contentLength = length;
    } else if (sameName(name, "Transfer-Encoding")) {
        if (!sameName(value, "chunked")) refuse(request, 501);
        if (request.chunked) refuse(request, 400);
        request.chunked = true;
    }
}

void readHeaders(Reader& reader, const RequestLimits& limits, ForwardRequest& request) {
    const auto count = reader.integer();
    if (count > limits.headerCount) refuse(request, 431);
    std::size_t octets = request.head.path.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto name = headerName(reader);
        const auto value = reader.string();
        if (!isToken(name) || !isFieldValue(value)) refuse(request, 400);
        readFramingField(name, value, request);
        octets += name.size() + value.size();
        if (i < limits.headerCount) request.head.headers.emplace_back(name, value);
    }
    if (octets > limits.headerBytes) refuse(request, 431);
    if (request.chunked && request.contentLength) refuse(request, 400);
}

void readQuery(std::string_view query, const RequestLimits& limits, ForwardRequest& request) {
    RequestHead probe;
    if (query.size() + request.head.path.size() > limits.uriBytes) {
        refuse(request, 414);
    } else if (!splitTarget("/?" + std::string(query), probe)) {
        refuse(request, 400);
    }
    request.head.query = query;
}

/// False at the end of the attributes.
bool readAttribute(Reader& reader, const RequestLimits& limits, ForwardRequest& request) {
    switch (static_cast<Attribute>(reader.octet())) {
        case Attribute::End: return false;
        case Attribute::QueryString: readQuery(reader.string(), limits, request); return true;
        case Attribute::JvmRoute: request.jvmRoute = reader.string(); return true;
        case Attribute::Secret: request.secret = reader.string(); return true;
        case Attribute::StoredMethod: request.head.method = reader.string(); return true;
        case Attribute::SslKeySize: static_cast<void>(reader.integer()); return true;
        case Attribute::RequestAttribute: static_cast<void>(reader.string()); break;  // its value follows
        case Attribute::Context:
        case Attribute::ServletPath:
        case Attribute::RemoteUser:
        case Attribute::AuthType:
        case Attribute::SslCertificate:
        case Attribute::SslCipher:
        case Attribute::SslSession: break;
        default: malformed("unknown attribute");
    }
    static_cast<void>(reader.string());
    return true;
}

}  // namespace

std::optional<std::string_view> takePacket(std::string_view buffer) {
    constexpr char kFirst = static_cast<char>(kMagic >> 8);
    constexpr char kSecond = static_cast<char>(kMagic & 0xFF);
    if (!buffer.empty() && buffer[0] != kFirst) malformed("no AJP packet");
    if (buffer.size() > 1 && buffer[1] != kSecond) malformed("no AJP packet");
    if (buffer.size() < kPacketHeaderBytes) return std::nullopt;
    const std::size_t length = Reader(buffer.substr(2)).integer();
    if (kPacketHeaderBytes + length > kMaxPacketBytes) malformed("packet larger than 64 KiB");
    if (buffer.size() < kPacketHeaderBytes + length) return std::nullopt;
    return buffer.substr(kPacketHeaderBytes, length);
}

std::string_view bodyData(std::string_view payload) {
    if (payload.empty()) return {};
    Reader reader(payload);
    const auto data = reader.take(reader.integer());
    if (!reader.atEnd()) malformed("body data shorter than its packet");
    return data;
}

ForwardRequest decodeForwardRequest(std::string_view payload, const RequestLimits& limits) {
    Reader reader(payload);
    ForwardRequest request;
    auto& head = request.head;
    if (reader.octet() != static_cast<std::uint8_t>(MessageType::ForwardRequest)) malformed("no FORWARD_REQUEST");
    const auto method = reader.octet();
    if (method != kStoredMethod && (method == 0 || method > kMethods.size())) malformed("unknown method code");
    head.protocol = reader.string();
    const auto uri = reader.string();
    head.remoteAddress = reader.string();
    static_cast<void>(reader.string());  // the client's name, never looked up
    head.host = reader.string();
    head.port = reader.integer();
    head.secure = reader.octet() != 0;
    if (uri.size() > limits.uriBytes) {
        refuse(request, 414);
    } else if (!splitTarget(uri, head)) {
        refuse(request, 400);
    }
    readHeaders(reader, limits, request);
    while (readAttribute(reader, limits, request)) {
    }
    if (!reader.atEnd()) malformed("octets after the end");
    // 255 says that the name comes as an attribute, which stands after everything else
    if (method != kStoredMethod) head.method = kMethods[method - 1U];
    if (!isToken(head.method) || !isFieldValue(head.remoteAddress) || !isFieldValue(head.host) ||
        !isFieldValue(head.protocol)) {
        refuse(request, 400);
    }
    return request;
}

}  // namespace groupware::net::ajp
