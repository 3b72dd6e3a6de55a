// What a database column holds of a user's contact data: whatever is read is written and read again as the same.
#include "groupware/principals/contact_data.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto contact = groupware::principals::parseContact(text);
    if (groupware::principals::parseContact(groupware::principals::writeContact(contact)) != contact) std::abort();
    if (const auto day = groupware::principals::dateOf(text)) {
        if (groupware::principals::writeDate(*day) != text) std::abort();
    }
    return 0;
}
