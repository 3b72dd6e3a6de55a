#include "groupware/base/error.h"
#include "groupware/base/utf8.h"
#include "groupware/http/request.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

class NoBody final : public groupware::net::RequestBody {
public:
    std::size_t read(std::span<char> /*into*/) override { return 0; }
    [[nodiscard]] std::optional<std::uint64_t> length() const override { return 0; }
};

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

/// A decoded path has no way up, no slash inside a segment, no NUL, and is UTF-8.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    groupware::net::RequestHead head;
    head.path = "/" + std::string(text.substr(0, text.find('?')));
    if (const auto question = text.find('?'); question != std::string_view::npos)
        head.query = text.substr(question + 1);
    NoBody body;
    try {
        const groupware::http::Request request(head, body, 32);
        for (const auto& segment : request.pathSegments()) {
            require(!segment.empty() && segment != "." && segment != ".." && groupware::isUtf8(segment));
            require(segment.find('/') == std::string::npos && segment.find('\0') == std::string::npos);
        }
        require(request.parameters().size() <= 32);
    } catch (const groupware::Error&) {
        return 0;
    }
    return 0;
}
