// What clients send about users, groups and resources: whatever is JSON is taken, or refused as the client's mistake.
#include "groupware/base/error.h"
#include "groupware/principals/api/group_wire.h"
#include "groupware/principals/api/id_list.h"
#include "groupware/principals/api/resource_wire.h"
#include "groupware/principals/api/user_change_wire.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

namespace json = groupware::formats::json;
namespace wire = groupware::principals::api;

class Body final : public groupware::api::Call {
public:
    explicit Body(const json::Value& value) : value_(value) {}
    [[nodiscard]] std::optional<std::string> parameter(std::string_view /*name*/) const override { return {}; }
    [[nodiscard]] const std::vector<std::string>& path() const override { return path_; }
    [[nodiscard]] const json::Value& json() const override { return value_; }
    [[nodiscard]] const groupware::http::Request* request() const noexcept override { return nullptr; }

private:
    json::Value value_;
    std::vector<std::string> path_;
};

template <class Read>
void tried(const Read& read) {
    try {
        read();
    } catch (const groupware::Error& error) {
        if (error.code() == groupware::ErrorCode::Internal) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    json::Value value;
    try {
        value = json::parse(text, {.bytes = 1 << 16, .depth = 16});
    } catch (const groupware::Error&) {
        return 0;
    }
    const Body body(value);
    tried([&] { requireValid(wire::groupFieldsOf(body)); });
    tried([&] { requireValid(wire::resourceFieldsOf(body)); });
    tried([&] { requireValid(wire::ownChangeOf(*json::requireObject(value, "the body")).change); });
    tried([&] { (void)wire::idsOf(value, 100); });
    tried([&] { (void)wire::wantedPattern(body); });
    return 0;
}
