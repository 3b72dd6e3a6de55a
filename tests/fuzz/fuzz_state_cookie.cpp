#include "groupware/session/state_cookie.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// What is accepted is exactly what is written, and text that was not sealed never opens.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace session = groupware::session;
    static const session::StateCookie cookie("key");
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (cookie.open(groupware::ContextId{7}, text)) std::abort();
    const auto state = session::parseState(text);
    if (!state) return 0;
    if (session::writeState(*state) != text) std::abort();
    if (!cookie.open(state->context, cookie.seal(*state))) std::abort();
    return 0;
}
