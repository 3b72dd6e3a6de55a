#include "groupware/contacts/picture.h"

#include "groupware/base/error.h"

#include <utility>

namespace groupware::contacts {
namespace {

std::uint32_t octet(std::string_view octets, std::size_t at) {
    return at < octets.size() ? static_cast<unsigned char>(octets[at]) : 0U;
}
std::uint32_t big16(std::string_view octets, std::size_t at) {
    return octet(octets, at) << 8U | octet(octets, at + 1);
}
std::uint32_t little16(std::string_view octets, std::size_t at) {
    return octet(octets, at) | octet(octets, at + 1) << 8U;
}
std::uint32_t little24(std::string_view octets, std::size_t at) {
    return little16(octets, at) | octet(octets, at + 2) << 16U;
}
std::uint32_t big32(std::string_view octets, std::size_t at) {
    return big16(octets, at) << 16U | big16(octets, at + 2);
}

PictureHeader png(std::string_view octets) {
    return {.mediaType = "image/png", .width = big32(octets, 16), .height = big32(octets, 20)};
}

PictureHeader gif(std::string_view octets) {
    return {.mediaType = "image/gif", .width = little16(octets, 6), .height = little16(octets, 8)};
}

PictureHeader webp(std::string_view octets) {
    constexpr std::string_view kType = "image/webp";
    constexpr std::uint32_t kSide = 0x3FFF;  // 14 bits
    const auto chunk = octets.substr(12, 4);
    if (chunk == "VP8X")
        return {.mediaType = kType, .width = little24(octets, 24) + 1, .height = little24(octets, 27) + 1};
    if (chunk == "VP8 ") {
        return {.mediaType = kType, .width = little16(octets, 26) & kSide, .height = little16(octets, 28) & kSide};
    }
    if (chunk != "VP8L" || octet(octets, 20) != 0x2FU) return {.mediaType = kType};
    const std::uint32_t bits = little16(octets, 21) | little16(octets, 23) << 16U;
    return {.mediaType = kType, .width = (bits & kSide) + 1, .height = (bits >> 14U & kSide) + 1};
}

bool isFrameHeader(std::uint32_t marker) {
    const bool other = marker == 0xC4U || marker == 0xC8U || marker == 0xCCU;  // DHT, JPG, DAC
    return marker >= 0xC0U && marker <= 0xCFU && !other;
}

/// Walks from marker to marker up to the frame header.
PictureHeader jpeg(std::string_view octets) {
    PictureHeader header{.mediaType = "image/jpeg"};
    std::size_t at = 2;
    while (at + 4 <= octets.size() && octet(octets, at) == 0xFFU) {
        const auto marker = octet(octets, at + 1);
        if (marker == 0xFFU) {  // fill octets may stand before any marker
            ++at;
            continue;
        }
        if (isFrameHeader(marker)) {
            header.height = big16(octets, at + 5);
            header.width = big16(octets, at + 7);
            return header;
        }
        const auto length = big16(octets, at + 2);
        if (length < 2) return header;
        at += 2 + length;
    }
    return header;
}

std::optional<PictureHeader> headerOf(std::string_view octets) {
    constexpr std::size_t kShortest = 12;
    if (octets.size() < kShortest) return std::nullopt;
    if (octets.starts_with("\x89PNG\r\n\x1A\n")) return png(octets);
    if (octets.starts_with("GIF87a") || octets.starts_with("GIF89a")) return gif(octets);
    if (octets.starts_with("RIFF") && octets.substr(8, 4) == "WEBP") return webp(octets);
    if (octets.starts_with("\xFF\xD8\xFF")) return jpeg(octets);
    return std::nullopt;
}

}  // namespace

std::optional<PictureHeader> readPictureHeader(std::string_view octets) {
    const auto header = headerOf(octets);
    return header && header->width > 0 && header->height > 0 ? header : std::nullopt;
}

Picture checkedPicture(std::string octets, std::size_t maxOctets, std::uint32_t maxSide) {
    if (octets.size() > maxOctets)
        throw Error(ErrorCode::TooLarge, "picture of " + std::to_string(octets.size()) + " octets",
                    "A picture may have " + std::to_string(maxOctets) + " octets at most.");
    const auto header = readPictureHeader(octets);
    if (!header)
        throw Error(ErrorCode::BadRequest, "not a picture", "The file is no picture of type PNG, JPEG, GIF or WebP.");
    if (header->width > maxSide || header->height > maxSide)
        throw Error(ErrorCode::TooLarge, "picture with too many pixels",
                    "A picture may be " + std::to_string(maxSide) + " pixels wide and high at most.");
    return {.mediaType = std::string(header->mediaType), .octets = std::move(octets)};
}

}  // namespace groupware::contacts
