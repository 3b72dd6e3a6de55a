#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::formats::mime {

/// Longest address that mail systems pass on. RFC 5321 section 4.5.3.1.3, without its brackets.
inline constexpr std::size_t kMaxAddressOctets = 254;

/// Somebody with an address. RFC 5322 section 3.4.
struct Mailbox {
    std::string address{};  ///< "local@domain"
    std::string name{};     ///< UTF-8; often empty

    [[nodiscard]] friend bool operator==(const Mailbox& a, const Mailbox& b) {
        return a.address == b.address && a.name == b.name;
    }
};

/// Whether it is `local@domain` in ASCII, both dot-atoms or the domain a literal: what stands in an SMTP command
/// without quotes, so nothing that could end one. RFC 5321 section 4.1.2.
[[nodiscard]] bool isAddress(std::string_view text);

/// In the form that compares: in small letters, although local parts might differ by case (RFC 5321 section 2.4): none
/// that is in use does; and with its domain in A-labels (international_address.h). What is no address is in small
/// letters only.
[[nodiscard]] std::string comparableAddress(std::string_view address);

/// As it stands in a header: the name encoded (RFC 2047) or quoted where it must be.
[[nodiscard]] std::string formatMailbox(const Mailbox& mailbox);

/// The mailboxes of a From, Sender, Reply-To, To or Cc header; groups are taken apart. What is no address is left out.
/// @param value  unfolded; addresses may be beyond ASCII (RFC 6532)
/// @param atMost  further ones are left out
[[nodiscard]] std::vector<Mailbox> parseMailboxes(std::string_view value, std::size_t atMost = 1000);

}  // namespace groupware::formats::mime
