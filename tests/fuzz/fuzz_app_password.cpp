// What a client sends as an app password: whatever is read is written as it was.
#include "groupware/session/app_password.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = groupware::session::AppPasswordText::parse(text);
    if (read && read->text() != text) std::abort();
    return 0;
}
