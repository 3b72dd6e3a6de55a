#include "groupware/base/error.h"
#include "groupware/formats/tzif/parse.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace {

namespace tzif = groupware::formats::tzif;

std::optional<tzif::TimeZone> parsed(std::string_view octets) {
    try {
        return tzif::parse(octets);
    } catch (const groupware::Error&) {
        return std::nullopt;
    }
}

}  // namespace

/// What parses is whole, and has an offset of less than 26 hours at every instant.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const auto zone = parsed(octets);
    if (!zone) return 0;
    if (parsed(octets.substr(0, size - 1))) std::abort();

    using groupware::Instant;
    const auto check = [&zone](Instant instant) {
        const auto offset = zone->offsetAt(instant);
        if (offset <= -std::chrono::hours(26) || offset >= std::chrono::hours(26)) std::abort();
    };
    check(Instant::min());
    check(Instant::max());
    constexpr std::chrono::hours kStep(24 * 31);
    for (Instant instant{-std::chrono::hours(24 * 365 * 100)}; instant < Instant{std::chrono::hours(24 * 365 * 200)};
         instant += kStep) {
        check(instant);
    }
    return 0;
}
