#include "groupware/base/error.h"
#include "groupware/calendar/event_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever a file has, what comes out of it are calendar objects, and each of its components is in one of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using groupware::calendar::EventFile;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const EventFile file(text, {.octets = 1 << 18, .objects = 50});
        for (const auto& item : file.items()) {
            try {
                const auto object = file.object(item, 1 << 16);
                if (!object.is("VCALENDAR") || object.components().size() < item.components.size()) std::abort();
            } catch (const groupware::Error&) {
                // that one is refused
            }
        }
    } catch (const groupware::Error&) {
        // refused
    }
    return 0;
}
