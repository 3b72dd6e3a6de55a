#pragma once

#include <map>
#include <string>
#include <string_view>

namespace groupware::calendar::scheduling {

/// A calendar user address (RFC 5545 section 3.3.3) in the form that compares, without blanks around it: of a "mailto:"
/// mime::comparableAddress(), in small letters and with its domain in ASCII; of other schemes the scheme alone in small
/// letters. An address without scheme is a "mailto:".
[[nodiscard]] std::string addressKey(std::string_view uri);

/// The address of a "mailto:" in the same form; empty for other URIs.
[[nodiscard]] std::string mailAddress(std::string_view uri);

/// Which addresses belong to one calendar user. Whoever delivers knows that; an address that nobody named is a calendar
/// user of its own.
class AddressBook {
public:
    /// @param person  any text, the same for all addresses of one calendar user
    void add(std::string_view uri, std::string person);

    /// The same text for all addresses of one calendar user, and never the same for two.
    [[nodiscard]] std::string personOf(std::string_view uri) const;
    [[nodiscard]] bool same(std::string_view a, std::string_view b) const;

private:
    std::map<std::string, std::string, std::less<>> persons_;  // by addressKey()
};

}  // namespace groupware::calendar::scheduling
