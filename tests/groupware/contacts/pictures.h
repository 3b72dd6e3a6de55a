#pragma once

#include <cstdint>
#include <string>

/// The beginnings of pictures: what header readers look at.
namespace groupware::contacts::test {

inline char low(std::uint32_t number) {
    return static_cast<char>(number & 0xFFU);
}
inline std::string big(std::uint32_t number, int octets) {
    std::string text;
    for (int i = octets - 1; i >= 0; --i) text += low(number >> (8U * static_cast<unsigned>(i)));
    return text;
}
inline std::string little(std::uint32_t number, int octets) {
    std::string text;
    for (int i = 0; i < octets; ++i) text += low(number >> (8U * static_cast<unsigned>(i)));
    return text;
}

inline std::string png(std::uint32_t width, std::uint32_t height) {
    return std::string("\x89PNG\r\n\x1A\n") + big(13, 4) + "IHDR" + big(width, 4) + big(height, 4) + big(0, 5);
}
inline std::string gif(std::uint32_t width, std::uint32_t height) {
    return "GIF89a" + little(width, 2) + little(height, 2) + big(0, 3);
}
inline std::string jpeg(std::uint32_t width, std::uint32_t height) {
    return std::string("\xFF\xD8") + "\xFF\xE0" + big(16, 2) + std::string("JFIF\0", 5) + big(0, 9) + "\xFF\xFF\xC0" +
           big(17, 2) + big(8, 1) + big(height, 2) + big(width, 2) + big(0, 9);
}
inline std::string webp(std::uint32_t width, std::uint32_t height) {
    return "RIFF" + little(30, 4) + "WEBPVP8X" + little(10, 4) + big(0, 4) + little(width - 1, 3) +
           little(height - 1, 3);
}

}  // namespace groupware::contacts::test
