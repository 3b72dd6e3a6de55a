// Archives of strangers: whatever is read has a safe path and no negative size, and nothing but errors of ours comes.
#include "admin/archive/tar_reader.h"
#include "groupware/base/error.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    admin::archive::TarReader reader(
        [octets = std::string_view(reinterpret_cast<const char*>(data), size)](std::span<char> into) mutable {
            const auto count = octets.copy(into.data(), into.size());
            octets.remove_prefix(count);
            return count;
        });
    try {
        while (const auto entry = reader.next()) {
            if (!admin::archive::isSafePath(entry->path) || entry->size < 0) std::abort();
            std::array<char, 100> part{};
            while (reader.read(part) > 0) {
            }
        }
    } catch (const groupware::Error&) {
        // Most inputs are no archives.
    }
    return 0;
}
