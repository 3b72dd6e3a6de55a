#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// What parses, is written as something that parses to the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace json = groupware::formats::json;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    json::Value value;
    try {
        value = json::parse(text, {.bytes = 1 << 16, .depth = 16});
    } catch (const groupware::Error&) {
        return 0;
    }
    const auto written = json::write(value);
    if (json::write(json::parse(written, {.bytes = 1 << 20, .depth = 16})) != written) std::abort();
    return 0;
}
