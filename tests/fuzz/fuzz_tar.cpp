// Archives of strangers: whatever is read has safe paths and can be written and read again as the same.
#include "groupware/base/error.h"
#include "groupware/formats/tar/tar.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

namespace tar = groupware::formats::tar;

tar::Reader::Source sourceOf(std::string_view octets) {
    return [octets](std::span<char> into) mutable {
        const auto count = octets.copy(into.data(), into.size());
        octets.remove_prefix(count);
        return count;
    };
}

void requireReadAgain(const tar::Entry& entry) {
    const auto header = tar::header(entry);
    tar::Reader again(sourceOf(header));
    const auto same = again.next();
    if (!same || same->path != entry.path || same->size != entry.size) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tar::Reader reader(sourceOf(std::string_view(reinterpret_cast<const char*>(data), size)));
    try {
        while (const auto entry = reader.next()) {
            if (!tar::isSafePath(entry->path)) std::abort();
            requireReadAgain(*entry);
            std::array<char, 100> part{};
            while (reader.read(part) > 0) {
            }
        }
    } catch (const groupware::Error&) {
        // Most inputs are no archives.
    }
    return 0;
}
