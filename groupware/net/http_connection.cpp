#include "groupware/net/http_connection.h"

#include "groupware/base/error.h"
#include "groupware/net/field_syntax.h"
#include "groupware/net/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace groupware::net {

namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

void appendField(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

void appendHex(std::string& out, std::size_t number) {
    std::array<char, 16> digits{};
    const auto [end, problem] = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (problem == std::errc()) out.append(digits.data(), end);
}

/// The client as the trusted fronts between it and us name it: the last address of the list that is none of theirs.
/// What stands further left could have been sent by the client itself.
std::string clientAddress(std::string_view list, const AddressList& proxies, const std::string& peer) {
    std::string client = peer;
    while (!list.empty()) {
        const auto comma = list.rfind(',');
        const auto item = trim(comma == std::string_view::npos ? list : list.substr(comma + 1));
        if (item.empty()) break;
        client = item;
        if (comma == std::string_view::npos || !proxies.contains(client)) break;
        list = list.substr(0, comma);
    }
    return client;
}

}  // namespace

HttpConnection::HttpConnection(Socket socket, Peer peer, const Environment& environment)
    : Connection(std::move(socket), std::move(peer), Protocol::Http, environment),
      limits_{.headerBytes = environment.settings.headerBytes,
              .headerCount = environment.settings.headerCount,
              .uriBytes = environment.settings.uriBytes} {}

ChunkLimits HttpConnection::chunkLimits() const {
    return {.lineBytes = settings().chunkLineBytes, .trailerBytes = settings().trailerBytes};
}

Connection::Parse HttpConnection::parse() {
    if (skipping_) {
        const auto parsed = skipUnreadBody();
        if (skipping_ || parsed == Parse::Broken) return parsed;
    }
    if (!headDone_) {
        const auto parsed = parseHead();
        if (!headDone_) return parsed;
    }
    return parseBody();
}

Connection::Parse HttpConnection::skipUnreadBody() {
    try {
        std::string unwanted;
        input().consume(decoder_.feed(input().view(), unwanted, input().size()));
    } catch (const Error&) {
        counters().parseErrors.fetch_add(1, std::memory_order_relaxed);
        return Parse::Broken;
    }
    if (decoder_.done()) {
        skipping_ = false;
        becomeIdle();
    } else if (!unreadIsSkippable()) {
        return Parse::Broken;
    } else {
        awaitBody(decoder_.decoded());
    }
    return Parse::NeedMore;
}

Connection::Parse HttpConnection::parseHead() {
    if (input().empty()) return Parse::NeedMore;
    int status = 0;
    switch (scanner_.scan(input().view(), limits_)) {
        case HttpHeadScanner::State::NeedMore: awaitHead(); return Parse::NeedMore;
        case HttpHeadScanner::State::Complete: break;
        case HttpHeadScanner::State::Malformed: status = 400; break;
        case HttpHeadScanner::State::UriTooLong: status = 414; break;
        case HttpHeadScanner::State::HeadTooLarge: status = 431; break;
    }
    framing_ = HttpFraming();
    head().port = 80;  // unless Host says another. RFC 9110 section 4.2.1
    if (status == 0) status = parseHttpHead(input().view().substr(0, scanner_.length()), limits_, head(), framing_);
    if (status == 0 && framing_.length.value_or(0) > settings().bodyBytes) status = 413;
    if (status != 0) {
        counters().parseErrors.fetch_add(1, std::memory_order_relaxed);
        return refuse(headRefusal(status));
    }
    input().consume(scanner_.length());
    scanner_.reset();
    headDone_ = true;
    head().remoteAddress = peer().address;
    head().route = settings().route;
    head().id = environment().ids.next();
    if (peer().trusted) applyForwarded();
    decoder_ =
        framing_.chunked ? BodyDecoder::chunked(chunkLimits()) : BodyDecoder::ofLength(framing_.length.value_or(0));
    continueDue_ = framing_.expectContinue && !decoder_.done();
    return Parse::NeedMore;
}

void HttpConnection::applyForwarded() {
    // a list may be spread over several fields. RFC 9110 section 5.3
    std::string chain;
    for (const auto& [name, value] : head().headers) {
        if (sameName(name, "X-Forwarded-For")) chain.append(chain.empty() ? "" : ",").append(value);
    }
    head().remoteAddress = clientAddress(chain, settings().httpProxies, head().remoteAddress);
    if (const auto* scheme = findHeader(head().headers, "X-Forwarded-Proto"))
        head().secure = sameName(*scheme, "https");
    if (const auto* host = findHeader(head().headers, "X-Forwarded-Host")) {
        std::string name;
        int port = head().secure ? 443 : 80;
        if (parseHost(*host, name, port)) {
            head().host = name;
            head().port = port;
        }
    }
}

Connection::Parse HttpConnection::parseBody() {
    if (decoder_.done()) return Parse::Request;
    // a client that waits for permission has its handler asked first. RFC 9110 section 10.1.1
    if (continueDue_ || framing_.length.value_or(0) > settings().bufferedBodyBytes) return Parse::Upload;
    try {
        // one octet beyond the limit shows that a chunked body is a large one
        const auto room =
            std::size_t{1} + settings().bufferedBodyBytes - std::min(buffered_.size(), settings().bufferedBodyBytes);
        input().consume(decoder_.feed(input().view(), buffered_, room));
    } catch (const Error&) {
        counters().parseErrors.fetch_add(1, std::memory_order_relaxed);
        return refuse(Refusal::BodyMalformed);
    }
    if (decoder_.decoded() > settings().bodyBytes) return refuse(Refusal::BodyTooLarge);
    if (decoder_.done()) return Parse::Request;
    if (buffered_.size() > settings().bufferedBodyBytes) return Parse::Upload;
    awaitBody(decoder_.decoded());
    return Parse::NeedMore;
}

std::size_t HttpConnection::takeBuffered(std::span<char> into) {
    const auto count = std::min(into.size(), buffered_.size() - taken_);
    std::copy_n(buffered_.data() + taken_, count, into.data());
    taken_ += count;
    if (taken_ == buffered_.size() && !decoder_.done()) {  // what is complete stays, should it be read anew
        bodyGone_ = true;
        buffered_.clear();
        taken_ = 0;
    }
    return count;
}

bool HttpConnection::rewindBody() {
    if (bodyGone_) return false;
    taken_ = 0;
    return true;
}

std::size_t HttpConnection::read(std::span<char> into) {
    if (bodyFailed()) throw Error(ErrorCode::BadRequest, "the body broke off");
    while (!into.empty()) {
        if (taken_ < buffered_.size()) return takeBuffered(into);
        if (decoder_.done()) return 0;
        if (continueDue_) {
            continueDue_ = false;
            output() = kContinue;
            sendBlocking();
        }
        if (input().empty() && !decoder_.isChunked()) {
            const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), decoder_.remaining()));
            bodyGone_ = true;
            const auto count = receiveBlocking(decoder_.decoded(), into.first(most));
            decoder_.skip(count);
            return count;
        }
        if (input().empty()) receiveBlocking(decoder_.decoded());
        try {
            input().consume(decoder_.feed(input().view(), buffered_, settings().bufferedBodyBytes + 1));
        } catch (const Error& failure) {
            counters().parseErrors.fetch_add(1, std::memory_order_relaxed);
            failBody(Refusal::BodyMalformed, failure.what());
        }
        if (decoder_.decoded() > settings().bodyBytes) failBody(Refusal::BodyTooLarge);
    }
    return 0;
}

bool HttpConnection::unreadIsSkippable() const {
    if (decoder_.done()) return true;
    // without its 100 the client may send the body or not; only closing is clear
    if (continueDue_) return false;
    return decoder_.isChunked() ? decoder_.decoded() <= settings().drainBytes + settings().bufferedBodyBytes
                                : decoder_.remaining() <= settings().drainBytes;
}

bool HttpConnection::mayKeepAlive(const Reply& reply) const {
    if (bodyFailed() || !headDone_ || !framing_.keepAlive || !unreadIsSkippable()) return false;
    if (served_ + 1 >= settings().keepAliveRequests || environment().stopping.load(std::memory_order_relaxed)) {
        return false;
    }
    const auto* connection = findHeader(reply.headers, "Connection");
    return connection == nullptr || !listHasToken(*connection, "close");
}

bool HttpConnection::beginReply(const Reply& reply, const ReplyShape& shape) {
    keepAlive_ = mayKeepAlive(reply);
    chunkedReply_ = shape.hasBody && !shape.length && !framing_.http10;
    if (shape.hasBody && !shape.length && framing_.http10) keepAlive_ = false;

    auto& out = output();
    out.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(" ").append(reasonPhrase(reply.status));
    out.append("\r\nDate: ");
    appendHttpDate(out, environment().clock.now());
    out.append("\r\n");
    for (const auto& [name, value] : reply.headers) {
        if (!isConnectorField(name)) appendField(out, name, value);
    }
    if (chunkedReply_) {
        appendField(out, "Transfer-Encoding", "chunked");
    } else if (shape.length && statusHasBody(reply.status)) {
        appendField(out, "Content-Length", std::to_string(*shape.length));
    }
    if (!keepAlive_) {
        appendField(out, "Connection", "close");
    } else if (framing_.http10) {
        appendField(out, "Connection", "keep-alive");
    }
    out.append("\r\n");
    return true;
}

void HttpConnection::encodePiece(std::string_view octets, bool /*flush*/) {
    auto& out = output();
    if (!chunkedReply_) {
        out.append(octets);
        return;
    }
    appendHex(out, octets.size());
    out.append("\r\n").append(octets).append("\r\n");
}

void HttpConnection::endReply(bool /*hasBody*/) {
    if (chunkedReply_) output().append("0\r\n\r\n");
}

bool HttpConnection::finishRequest() {
    if (!keepAlive_) return false;
    ++served_;
    headDone_ = false;
    continueDue_ = false;
    skipping_ = !decoder_.done();
    std::string().swap(buffered_);
    taken_ = 0;
    bodyGone_ = false;
    return true;
}

void HttpConnection::explainTimeout() {
    // what is skipped belongs to a request that has its answer
    if (!skipping_) static_cast<void>(refuse(headDone_ ? Refusal::BodyTooSlow : Refusal::HeadTooSlow));
}

}  // namespace groupware::net
