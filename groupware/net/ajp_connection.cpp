#include "groupware/net/ajp_connection.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/net/ajp_encoder.h"
#include "groupware/net/field_syntax.h"
#include "groupware/net/http_date.h"

#include <algorithm>
#include <utility>

namespace groupware::net {

namespace {

/// Data of one body packet from the front: the packet without its header and the length inside.
constexpr std::size_t kDataOverhead = ajp::kPacketHeaderBytes + 2;

}  // namespace

AjpConnection::AjpConnection(Socket socket, Peer peer, const Environment& environment)
    : Connection(std::move(socket), std::move(peer), Protocol::Ajp, environment),
      packetBytes_(environment.settings.ajpPacketBytes) {}

Connection::Parse AjpConnection::parse() {
    try {
        return parsePackets();
    } catch (const Error& failure) {
        counters().parseErrors.fetch_add(1, std::memory_order_relaxed);
        noteRefusal(Refusal::PacketMalformed, failure.what());
        return Parse::Broken;
    }
}

Connection::Parse AjpConnection::parsePackets() {
    for (;;) {
        const auto payload = ajp::takePacket(input().view());
        if (!payload) break;
        const auto parsed = awaitsData_ ? acceptData(*payload) : acceptMessage(*payload);
        input().consume(ajp::kPacketHeaderBytes + payload->size());
        if (parsed != Parse::NeedMore) return parsed;
    }
    if (awaitsData_) {
        awaitBody(received_);
    } else if (!input().empty()) {
        awaitHead();
    }
    return Parse::NeedMore;
}

Connection::Parse AjpConnection::acceptMessage(std::string_view payload) {
    if (payload.empty()) throw Error(ErrorCode::BadRequest, "empty packet");
    switch (static_cast<ajp::MessageType>(payload.front())) {
        case ajp::MessageType::CPing:
            // answered here and now: the front asks whether this node is alive, not whether a worker is free
            if (payload.size() != 1) break;
            environment().counters.pings.fetch_add(1, std::memory_order_relaxed);
            ajp::appendCPong(output());
            becomeIdle();
            return Parse::NeedMore;
        case ajp::MessageType::ForwardRequest:
            return acceptRequest(ajp::decodeForwardRequest(payload, {.headerBytes = settings().headerBytes,
                                                                     .headerCount = settings().headerCount,
                                                                     .uriBytes = settings().uriBytes}));
    }
    throw Error(ErrorCode::BadRequest, "unknown message");
}

Connection::Parse AjpConnection::acceptRequest(ajp::ForwardRequest request) {
    requestHere_ = true;
    head() = std::move(request.head);
    head().route = settings().route.empty() ? request.jvmRoute : settings().route;
    head().id = environment().ids.next();
    contentLength_ = request.contentLength;
    received_ = 0;
    reuse_ = true;
    bodyComplete_ = !request.chunked && contentLength_.value_or(0) == 0;
    const auto& secret = settings().ajpSecret;
    if (!secret.empty() && !crypto::equalConstantTime(secret, request.secret)) return refuse(Refusal::SecretWrong);
    if (request.status != 0) {
        counters().parseErrors.fetch_add(1, std::memory_order_relaxed);
        return refuse(headRefusal(request.status));
    }
    if (contentLength_.value_or(0) > settings().bodyBytes) return refuse(Refusal::BodyTooLarge);
    if (bodyComplete_) return Parse::Request;
    // with a length the first data packet comes unasked, of a chunked body nothing does
    if (request.chunked) ask();
    awaitsData_ = true;
    return Parse::NeedMore;
}

Connection::Parse AjpConnection::acceptData(std::string_view payload) {
    takeData(payload);
    awaitsData_ = false;
    if (received_ > settings().bodyBytes) return refuse(Refusal::BodyTooLarge);
    if (bodyComplete_ && contentLength_ && received_ < *contentLength_) return refuse(Refusal::ClientGone);
    if (bodyComplete_) return Parse::Request;
    if (contentLength_.value_or(received_) > settings().bufferedBodyBytes) return Parse::Upload;
    ask();
    awaitsData_ = true;
    return Parse::NeedMore;
}

void AjpConnection::takeData(std::string_view payload) {
    const auto data = ajp::bodyData(payload);
    received_ += data.size();
    if (contentLength_ && received_ > *contentLength_) throw Error(ErrorCode::BadRequest, "body longer than announced");
    // an empty packet ends a chunked body; before the announced length it says that the client is gone
    bodyComplete_ = data.empty() || (contentLength_ && received_ == *contentLength_);
    buffered_.append(data);
}

void AjpConnection::ask() {
    ajp::appendGetBodyChunk(output(), packetBytes_ - kDataOverhead);
}

std::size_t AjpConnection::read(std::span<char> into) {
    if (bodyFailed()) throw Error(ErrorCode::BadRequest, "the body broke off");
    if (into.empty()) return 0;
    if (taken_ == buffered_.size() && !bodyComplete_) fetchBlocking();
    const auto count = std::min(into.size(), buffered_.size() - taken_);
    std::copy_n(buffered_.data() + taken_, count, into.data());
    taken_ += count;
    return count;
}

bool AjpConnection::rewindBody() {
    if (bodyGone_) return false;
    taken_ = 0;
    return true;
}

void AjpConnection::fetchBlocking() {
    bodyGone_ = true;
    buffered_.clear();
    taken_ = 0;
    ask();
    sendBlocking();
    try {
        auto payload = ajp::takePacket(input().view());
        while (!payload) {
            receiveBlocking(received_);
            payload = ajp::takePacket(input().view());
        }
        takeData(*payload);
        input().consume(ajp::kPacketHeaderBytes + payload->size());
    } catch (const Error& failure) {
        if (bodyFailed()) throw;
        counters().parseErrors.fetch_add(1, std::memory_order_relaxed);
        failBody(Refusal::BodyMalformed, failure.what());
    }
    if (bodyComplete_ && contentLength_ && received_ < *contentLength_) failBody(Refusal::ClientGone);
    if (received_ > settings().bodyBytes) failBody(Refusal::BodyTooLarge);
}

bool AjpConnection::beginReply(const Reply& reply, const ReplyShape& shape) {
    Headers headers;
    headers.reserve(reply.headers.size() + 2);
    std::string date;
    appendHttpDate(date, environment().clock.now());
    headers.emplace_back("Date", std::move(date));
    for (const auto& field : reply.headers) {
        if (!isConnectorField(field.first)) headers.push_back(field);
    }
    if (shape.length && statusHasBody(reply.status)) {
        headers.emplace_back("Content-Length", std::to_string(*shape.length));
    }
    if (!ajp::appendSendHeaders(output(), reply.status, reasonPhrase(reply.status), headers, packetBytes_))
        return false;
    // a stream of unknown length may say its first word much later: the client gets its header now
    if (shape.hasBody && !shape.length) ajp::appendFlush(output());
    return true;
}

void AjpConnection::encodePiece(std::string_view octets, bool flush) {
    ajp::appendBody(output(), octets, packetBytes_);
    if (flush) ajp::appendFlush(output());
}

void AjpConnection::endReply(bool /*hasBody*/) {
    reuse_ = !bodyFailed() && !environment().stopping.load(std::memory_order_relaxed);
    ajp::appendEndResponse(output(), reuse_);
}

bool AjpConnection::finishRequest() {
    requestHere_ = false;
    awaitsData_ = false;
    // what was not asked for does not come, so an unread rest is no obstacle
    bodyComplete_ = true;
    std::string().swap(buffered_);
    taken_ = 0;
    bodyGone_ = false;
    return reuse_;
}

void AjpConnection::explainTimeout() {
    if (requestHere_) static_cast<void>(refuse(Refusal::BodyTooSlow));
}

}  // namespace groupware::net
