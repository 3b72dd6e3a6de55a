#include "groupware/api/event_stream.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever is taken for a position is one, and comes back as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace api = groupware::api;
    const auto position = api::parseEventPosition({reinterpret_cast<const char*>(data), size});
    if (position && api::parseEventPosition(position->text()) != position) std::abort();
    return 0;
}
