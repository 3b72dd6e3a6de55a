#include "groupware/api/find_wire.h"
#include "groupware/base/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever is taken for a query keeps within the size that is allowed; everything else is refused, not more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace api = groupware::api;
    namespace json = groupware::formats::json;
    try {
        const auto body = json::parse({reinterpret_cast<const char*>(data), size}, {.bytes = 1U << 16U, .depth = 16});
        if (api::parseFindQuery(body, 50).size > 50) std::abort();
    } catch (const groupware::Error&) {
        return 0;
    }
    return 0;
}
