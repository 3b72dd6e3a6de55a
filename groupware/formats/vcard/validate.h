#pragma once

#include "groupware/formats/vcard/card.h"

#include <cstddef>
#include <string>
#include <vector>

namespace groupware::formats::vcard {

/// Something that the card's version forbids.
struct Problem {
    std::size_t line = 0;  ///< as in what was read; 0 if it is missing, or in a new line
    std::string property;  ///< its name, as the RFC writes it
    std::string text;      ///< one sentence for whoever wrote the card; does not quote it
};

/// Checks what the versions demand and clients rely on: VERSION (there once, and known), FN and N, properties that may
/// be there only once, control characters. RFC 2426 section 5, RFC 6350 sections 6 and 3.3. UID is not demanded: that
/// is CardDAV's business (RFC 6352 section 5.1).
[[nodiscard]] std::vector<Problem> validate(const Card& card);

}  // namespace groupware::formats::vcard
