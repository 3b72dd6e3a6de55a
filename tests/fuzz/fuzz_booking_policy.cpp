#include "groupware/principals/booking_policy.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace principals = groupware::principals;
    const auto policy = principals::bookingPolicyOf({reinterpret_cast<const char*>(data), size});
    if (principals::bookingPolicyOf(principals::textOf(policy)) != policy) std::abort();
    return 0;
}
