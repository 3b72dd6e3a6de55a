#pragma once

#include "groupware/net/ajp_decoder.h"
#include "groupware/net/connection.h"

#include <cstdint>
#include <optional>
#include <string>

namespace groupware::net {

/// AJP13 as Apache's mod_proxy_ajp speaks it. One request at a time; the front keeps the connection for the next.
class AjpConnection final : public Connection, private RequestBody {
public:
    AjpConnection(Socket socket, Peer peer, const Environment& environment);

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
    [[nodiscard]] std::optional<std::uint64_t> length() const override { return contentLength_; }

    [[nodiscard]] Parse parsePackets();
    [[nodiscard]] Parse acceptMessage(std::string_view payload);
    [[nodiscard]] Parse acceptRequest(ajp::ForwardRequest request);
    [[nodiscard]] Parse acceptData(std::string_view payload);
    /// Adds one data packet to the body. @throws Error BadRequest for more or less than announced
    void takeData(std::string_view payload);
    void ask();
    void fetchBlocking();

    const std::size_t packetBytes_;  ///< of what is sent
    bool awaitsData_ = false;        ///< a body data packet is due
    bool requestHere_ = false;       ///< a FORWARD_REQUEST is being answered, or its body is coming
    bool bodyComplete_ = true;
    bool reuse_ = true;
    std::optional<std::uint64_t> contentLength_;
    std::uint64_t received_ = 0;  ///< of the body
    std::string buffered_;
    std::size_t taken_ = 0;  ///< of buffered_
    bool bodyGone_ = false;  ///< octets that were read are no longer in buffered_
};

}  // namespace groupware::net
