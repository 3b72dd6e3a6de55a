#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Pictures of people, as far as their headers tell. Pure.
namespace groupware::contacts {

struct Picture {
    std::string mediaType{};  ///< what the octets are, whatever a client said
    std::string octets{};
};

struct PictureHeader {
    std::string_view mediaType;  ///< image/png, image/jpeg, image/gif or image/webp
    std::uint32_t width = 0;     ///< pixels
    std::uint32_t height = 0;
};

/// PNG (W3C REC-png-3 section 11.2.1), JPEG (ITU-T T.81 section B.2.2), GIF (GIF89a section 18) or WebP (RFC 9649
/// section 2). Nothing for anything else, or without a size of at least one pixel each way.
[[nodiscard]] std::optional<PictureHeader> readPictureHeader(std::string_view octets);

/// The picture, if it is one within the limits.
/// @param maxSide  pixels of width and height
/// @throws Error BadRequest for what is none of the four formats, TooLarge beyond a limit
[[nodiscard]] Picture checkedPicture(std::string octets, std::size_t maxOctets, std::uint32_t maxSide);

}  // namespace groupware::contacts
