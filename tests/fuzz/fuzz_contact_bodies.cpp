// What clients send about contacts besides cards: bodies of `new` and `advancedSearch`, tables, pictures, patterns.
#include "groupware/base/error.h"
#include "groupware/contacts/api/wire.h"
#include "groupware/contacts/contact_filter.h"
#include "groupware/contacts/csv_contacts.h"
#include "groupware/contacts/picture.h"
#include "groupware/contacts/search_pattern.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace contacts = groupware::contacts;
namespace json = groupware::formats::json;

template <class Try>
void refusable(const Try& attempt) {
    try {
        attempt();
    } catch (const groupware::Error&) {  // the client is told
    }
}

void readBody(std::string_view text) {
    const auto value = json::parse(text, {.bytes = 1 << 16, .depth = 16});
    refusable([&] {
        const auto patch = contacts::api::patchOf(*json::requireObject(value, "the contact"));
        contacts::requireValid(patch.fields);
    });
    refusable([&] {
        const auto filter = contacts::readFilter(value);
        (void)filter.holds(contacts::Contact{});
    });
    refusable([&] { (void)contacts::api::contactRefsOf(value); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (size > 1 << 14) return 0;
    refusable([&] { readBody(text); });
    refusable([&] {
        const auto records =
            groupware::formats::csv::parseFile(text, {.octets = 1 << 16, .records = 100, .values = 100});
        for (const auto& item : contacts::readCsv(records)) {
            if (item.problem.empty() == item.fields.empty()) std::abort();
        }
    });
    if (const auto header = contacts::readPictureHeader(text); header && header->width == 0) std::abort();
    if (!contacts::matches(text, "*", false)) std::abort();
    const auto half = text.substr(0, size / 2);
    if (half.find_first_of("*?") == std::string_view::npos && !contacts::matches(text, half, true)) std::abort();
    return 0;
}
