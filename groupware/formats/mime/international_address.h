#pragma once

#include <string>
#include <string_view>

/// Mail addresses beyond ASCII. RFC 6531, RFC 5890. Pure; UTF-8.
namespace groupware::formats::mime {

/// No octet beyond ASCII.
[[nodiscard]] bool isAscii(std::string_view text);

/// Whether it is an address (isAddress() in mailbox.h) in which letters may be of any alphabet. RFC 6531 section 3.3.
[[nodiscard]] bool isInternationalAddress(std::string_view text);

/// The same address with its domain in ASCII (A-labels, RFC 5890 section 2.3.2.1), which every mail server
/// understands: "carol@B\u00FCcher.example" becomes "carol@xn--bcher-kva.example". The local part stays as it is:
/// nobody but its own mail server knows what it means, and it has no form in ASCII.
/// @return empty for what is no address, or has a domain that cannot be one
[[nodiscard]] std::string withAsciiDomain(std::string_view address);

/// Whether its domain is what it says, without any mapping: in ASCII, or in U-labels (RFC 5890 section 2.3.2.1) but for
/// capitals of ASCII. Not what withAsciiDomain() maps for people who type: fullwidth letters, ideographic full stops,
/// capitals beyond ASCII. Who does not map looks up another domain then, so what says who somebody is must be exact.
[[nodiscard]] bool hasExactDomain(std::string_view address);

/// The opposite of withAsciiDomain(): the domain as people read it (U-labels). What is no A-label stays as it is.
[[nodiscard]] std::string withUnicodeDomain(std::string_view address);

}  // namespace groupware::formats::mime
