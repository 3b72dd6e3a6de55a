#pragma once

#include "groupware/base/options.h"
#include "groupware/formats/vcard/card.h"

#include <cstddef>
#include <cstdint>

namespace groupware::contacts {

/// What clients may ask for; the values of `options.h`.
struct Limits {
    std::size_t cardBytes = 0;
    std::size_t cardLines = 0;
    std::size_t pictureBytes = 0;
    std::uint32_t picturePixels = 0;
    std::size_t listLength = 0;
    std::size_t searchLength = 0;
    std::size_t searchMinimum = 0;
    std::size_t autocompleteLength = 0;
    std::size_t members = 0;
    std::size_t importBytes = 0;
    std::size_t importLength = 0;
    std::int64_t collected = 0;

    [[nodiscard]] static Limits from(const Configuration& configuration);

    /// Of a card as it arrives: octets in it are base64, which is a third longer.
    [[nodiscard]] formats::vcard::Limits card() const;
};

}  // namespace groupware::contacts
