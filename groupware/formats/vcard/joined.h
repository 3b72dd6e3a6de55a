#pragma once

#include "groupware/formats/lines/text.h"

#include <cstddef>
#include <string>
#include <vector>

/// Structured values as single texts, and back without losing the lists that they were.
namespace groupware::formats::vcard {

/// The first `count` components, each list as one text.
[[nodiscard]] std::vector<std::string> joinedComponents(const lines::Structured& components, std::size_t count,
                                                        char separator);

/// `old` with those components replaced whose joined text differs; further ones stay.
[[nodiscard]] lines::Structured mergedComponents(lines::Structured old, const std::vector<std::string>& texts,
                                                 char separator);

}  // namespace groupware::formats::vcard
