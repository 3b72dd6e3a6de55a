// The token of a link as it stands in an address: whatever is read is written as it was.
#include "groupware/principals/share_token.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = groupware::principals::ShareToken::parse(text);
    if (read && (read->hex() != text || read->context().value < 0)) std::abort();
    return 0;
}
