#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::net {

/// A set of IP addresses and networks. IPv4 addresses equal their IPv6-mapped form.
class AddressList {
public:
    AddressList() = default;
    /// @param text  for example "127.0.0.1, ::1, 10.0.0.0/8"; empty holds nothing
    /// @throws Error BadRequest for anything that is not an address or network; names are not resolved
    explicit AddressList(std::string_view text);

    /// @param address  numeric; anything else is not contained
    [[nodiscard]] bool contains(const std::string& address) const;
    [[nodiscard]] bool empty() const noexcept { return networks_.empty(); }

private:
    using Octets = std::array<std::uint8_t, 16>;
    struct Network {
        Octets address{};
        int bits = 128;
    };
    [[nodiscard]] static std::optional<Octets> parse(const std::string& address);
    [[nodiscard]] static Network parseNetwork(const std::string& item);

    std::vector<Network> networks_;
};

}  // namespace groupware::net
