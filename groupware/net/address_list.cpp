#include "groupware/net/address_list.h"

#include "groupware/base/error.h"
#include "groupware/net/field_syntax.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace groupware::net {

namespace {

constexpr int kMappedBits = 96;  // ::ffff:0:0/96, RFC 4291 section 2.5.5.2

[[noreturn]] void refuse(const std::string& item) {
    throw Error(ErrorCode::BadRequest, "not an address or network: " + item);
}

}  // namespace

AddressList::AddressList(std::string_view text) {
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto item = trim(text.substr(0, comma));
        if (!item.empty()) networks_.push_back(parseNetwork(std::string(item)));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
}

AddressList::Network AddressList::parseNetwork(const std::string& item) {
    const auto slash = item.find('/');
    const std::string address = item.substr(0, slash);
    const auto octets = parse(address);
    if (!octets) refuse(item);
    Network network{.address = *octets};
    if (slash == std::string::npos) return network;

    const int offset = address.find(':') == std::string::npos ? kMappedBits : 0;
    const char* end = item.data() + item.size();
    const auto [last, problem] = std::from_chars(item.data() + slash + 1, end, network.bits);
    if (problem != std::errc() || last != end || network.bits < 0 || network.bits > 128 - offset) refuse(item);
    network.bits += offset;
    return network;
}

std::optional<AddressList::Octets> AddressList::parse(const std::string& address) {
    Octets octets{};
    if (inet_pton(AF_INET6, address.c_str(), octets.data()) == 1) return octets;
    octets[10] = octets[11] = 0xFF;
    if (inet_pton(AF_INET, address.c_str(), octets.data() + 12) == 1) return octets;
    return std::nullopt;
}

bool AddressList::contains(const std::string& address) const {
    if (networks_.empty()) return false;
    const auto octets = parse(address);
    if (!octets) return false;
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        const auto whole = static_cast<std::size_t>(network.bits / 8);
        if (!std::equal(octets->begin(), octets->begin() + whole, network.address.begin())) return false;
        if (network.bits % 8 == 0) return true;
        const auto mask = static_cast<std::uint8_t>(0xFF00 >> (network.bits % 8));
        return ((*octets)[whole] & mask) == (network.address[whole] & mask);
    });
}

}  // namespace groupware::net
