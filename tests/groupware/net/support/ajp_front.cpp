#include "tests/groupware/net/support/ajp_front.h"

#include "groupware/net/field_syntax.h"

#include <array>
#include <stdexcept>

namespace groupware::net::test {

namespace {

constexpr int kPost = 4;

std::string integer(std::size_t number) {
    return {static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)};
}

std::size_t integerAt(std::string_view octets, std::size_t position) {
    return static_cast<std::size_t>(static_cast<unsigned char>(octets.at(position))) << 8 |
           static_cast<unsigned char>(octets.at(position + 1));
}

std::string stringAt(std::string_view octets, std::size_t& position) {
    const auto length = integerAt(octets, position);
    std::string text(octets.substr(position + 2, length));
    if (octets.at(position + 2 + length) != '\0') throw std::runtime_error("string without NUL");
    position += 3 + length;
    return text;
}

std::string nameAt(std::string_view octets, std::size_t& position) {
    static constexpr std::array<std::string_view, 11> kNames{
        "Content-Type", "Content-Language", "Content-Length", "Date",   "Last-Modified",   "Location",
        "Set-Cookie",   "Set-Cookie2",      "Servlet-Engine", "Status", "WWW-Authenticate"};
    if (octets.at(position) != '\xA0') return stringAt(octets, position);
    const auto code = static_cast<std::size_t>(static_cast<unsigned char>(octets.at(position + 1)));
    position += 2;
    return std::string(kNames.at(code - 1));
}

void readHeaders(const std::string& payload, AjpAnswer& answer) {
    answer.status = static_cast<int>(integerAt(payload, 1));
    std::size_t position = 3;
    static_cast<void>(stringAt(payload, position));
    const auto count = integerAt(payload, position);
    position += 2;
    for (std::size_t i = 0; i < count; ++i) {
        std::string name = nameAt(payload, position);
        answer.headers.emplace_back(std::move(name), stringAt(payload, position));
    }
    if (position != payload.size()) throw std::runtime_error("octets after the headers");
}

void readChunk(const std::string& payload, AjpAnswer& answer) {
    std::size_t position = 1;
    const std::string data = stringAt(payload, position);
    ++(data.empty() ? answer.flushes : answer.chunks);
    answer.largestChunk = std::max(answer.largestChunk, data.size());
    answer.body += data;
}

}  // namespace

std::string ajpString(std::string_view text) {
    return integer(text.size()) + std::string(text) + '\0';
}

std::string ajpNull() {
    return "\xFF\xFF";
}

std::string ajpPacket(std::string_view payload) {
    return std::string("\x12\x34") + integer(payload.size()) + std::string(payload);
}

std::string ajpData(std::string_view data) {
    return ajpPacket(integer(data.size()) + std::string(data));
}

std::string ajpCode(int code) {
    return {'\xA0', static_cast<char>(code)};
}

std::string ajpAttribute(int code, std::string_view value) {
    return std::string(1, static_cast<char>(code)) + ajpString(value);
}

std::string AjpForward::payload() const {
    std::string octets{'\x02', static_cast<char>(method)};
    octets +=
        ajpString("HTTP/1.1") + ajpString(uri) + ajpString(remoteAddress) + ajpNull() + ajpString("groupware.example");
    octets += integer(443) + std::string(1, secure ? '\1' : '\0') + integer(headers.size());
    for (const auto& [name, value] : headers) octets += name + ajpString(value);
    return octets + attributes + '\xFF';
}

std::string AjpAnswer::header(std::string_view name) const {
    const auto* value = findHeader(headers, name);
    return value == nullptr ? std::string() : *value;
}

std::string ajpReceive(Client& client) {
    const std::string start = client.receive(4);
    if (start.substr(0, 2) != "AB") throw std::runtime_error("no AJP packet");
    return client.receive(integerAt(start, 2));
}

AjpAnswer ajpAnswer(Client& client, std::vector<std::string> data) {
    AjpAnswer answer;
    std::size_t next = 0;
    for (;;) {
        const std::string payload = ajpReceive(client);
        switch (payload.at(0)) {
            case 3: readChunk(payload, answer); break;
            case 4: readHeaders(payload, answer); break;
            case 5: answer.reuse = payload.at(1) == 1; return answer;
            case 6:
                answer.asked.push_back(integerAt(payload, 1));
                client.send(ajpData(next < data.size() ? data[next] : std::string()));
                ++next;
                break;
            default: throw std::runtime_error("unexpected packet");
        }
    }
}

AjpForward postTo(const std::string& uri, std::size_t length) {
    AjpForward forward;
    forward.method = kPost;
    forward.uri = uri;
    forward.headers = {{ajpCode(8), std::to_string(length)}};
    return forward;
}

AjpForward chunkedPostTo(const std::string& uri) {
    AjpForward forward;
    forward.method = kPost;
    forward.uri = uri;
    forward.headers = {{ajpString("transfer-encoding"), "chunked"}};
    return forward;
}

}  // namespace groupware::net::test
