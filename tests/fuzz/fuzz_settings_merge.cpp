#include "groupware/base/error.h"
#include "groupware/jslob/merge.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

namespace json = groupware::formats::json;

json::Object::Ptr parse(std::string_view text) {
    return json::requireObject(json::parse(text, {.bytes = 1U << 16U, .depth = 16}), "object");
}

}  // namespace

/// Two objects with a line break between them: a patch that is merged twice changes nothing the second time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return 0;
    try {
        const auto patch = parse(text.substr(end + 1));
        const auto once = groupware::jslob::merge(*parse(text.substr(0, end)), *patch);
        if (json::write(groupware::jslob::merge(*once, *patch)) != json::write(once)) std::abort();
    } catch (const groupware::Error&) {
        return 0;
    }
    return 0;
}
