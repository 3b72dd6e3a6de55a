#include "groupware/base/error.h"
#include "groupware/http/multipart.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

/// Gives the octets in pieces, so that boundaries fall between reads.
class PiecedBody final : public groupware::net::RequestBody {
public:
    PiecedBody(std::string_view text, std::size_t piece) : text_(text), piece_(piece) {}
    std::size_t read(std::span<char> into) override {
        const std::size_t count = std::min({into.size(), piece_, text_.size()});
        std::copy_n(text_.begin(), count, into.begin());
        text_.remove_prefix(count);
        return count;
    }
    [[nodiscard]] std::optional<std::uint64_t> length() const override { return std::nullopt; }

private:
    std::string_view text_;
    std::size_t piece_;
};

/// Everything the reader gives out, or what it said instead.
std::string readAll(std::string_view text, std::size_t piece) {
    std::string all;
    try {
        PiecedBody body(text, piece);
        groupware::http::MultipartReader reader(body, "multipart/form-data; boundary=b", {});
        while (const auto part = reader.next()) {
            all += part->name + "\n" + part->fileName.value_or("-") + "\n" + reader.readText(1 << 20) + "\n";
        }
    } catch (const groupware::Error& error) {
        all += error.what();
    }
    return all;
}

}  // namespace

/// How the octets arrive makes no difference.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (readAll(text, 1) != readAll(text, 1 << 20)) std::abort();
    return 0;
}
