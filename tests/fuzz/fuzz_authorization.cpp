// What a client sends as Authorization: whatever is read is text without controls.
#include "groupware/base/utf8.h"
#include "groupware/http/authorization.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view field(reinterpret_cast<const char*>(data), size);
    const auto basic = groupware::http::basicCredentials(field);
    if (basic && (!groupware::isUtf8(basic->name + basic->password) || basic->name.find(':') != std::string::npos)) {
        std::abort();
    }
    const auto token = groupware::http::bearerToken(field);
    if (token && (basic || token->find(' ') != std::string::npos)) std::abort();
    return 0;
}
