#pragma once

#include "groupware/net/body_decoder.h"
#include "groupware/net/connection.h"
#include "groupware/net/http_head.h"

#include <cstdint>
#include <optional>
#include <string>

namespace groupware::net {

/// HTTP/1.0 and HTTP/1.1. RFC 9112.
class HttpConnection final : public Connection, private RequestBody {
public:
    HttpConnection(Socket socket, Peer peer, const Environment& environment);

private:
    [[nodiscard]] Parse parse() override;
    [[nodiscard]] RequestBody& body() override { return *this; }
    [[nodiscard]] bool rewindBody() override;
    [[nodiscard]] bool beginReply(const Reply& reply, const ReplyShape& shape) override;
    void encodePiece(std::string_view octets, bool flush) override;
    void endReply(bool hasBody) override;
    [[nodiscard]] bool finishRequest() override;
    void explainTimeout() override;

    [[nodiscard]] std::size_t read(std::span<char> into) override;
    [[nodiscard]] std::optional<std::uint64_t> length() const override { return framing_.length; }

    [[nodiscard]] Parse skipUnreadBody();
    [[nodiscard]] Parse parseHead();
    [[nodiscard]] Parse parseBody();
    [[nodiscard]] std::size_t takeBuffered(std::span<char> into);
    [[nodiscard]] bool mayKeepAlive(const Reply& reply) const;
    [[nodiscard]] bool unreadIsSkippable() const;
    void applyForwarded();
    [[nodiscard]] ChunkLimits chunkLimits() const;

    const HttpLimits limits_;
    HttpHeadScanner scanner_;
    HttpFraming framing_;
    BodyDecoder decoder_;
    std::string buffered_;   ///< decoded octets of the body
    std::size_t taken_ = 0;  ///< of buffered_
    bool bodyGone_ = false;  ///< octets that were read are no longer in buffered_
    bool headDone_ = false;
    bool continueDue_ = false;  ///< the client waits for a 100
    bool skipping_ = false;     ///< the last request's body is still coming
    bool keepAlive_ = true;
    bool chunkedReply_ = false;
    std::uint64_t served_ = 0;
};

}  // namespace groupware::net
