#include "groupware/base/error.h"
#include "groupware/formats/lines/component.h"
#include "groupware/formats/lines/parse.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

namespace lines = groupware::formats::lines;

constexpr lines::Limits kLimits{.octets = 1 << 20, .lines = 2000, .parameterValues = 200, .depth = 4};

bool same(const lines::ContentLine& a, const lines::ContentLine& b) {
    return a.group() == b.group() && a.name() == b.name() && a.parameters() == b.parameters() && a.value() == b.value();
}

/// A line that is written anew says the same as the one that was read.
void checkRewriting(lines::ContentLine line) {
    const auto group = line.group();
    line.setGroup(group + "x");
    line.setGroup(group);
    std::string out;
    line.write(out, "\r\n");
    const auto again = lines::parseLines(out, kLimits);
    // Without its last equals signs, see appendSoftBroken(); base64 that stood in lines of its own has no blanks.
    auto value = line.value();
    while (lines::isQuotedPrintable(line.parameters()) && value.ends_with('=')) value.pop_back();
    line.setValue(value);
    if (again.size() != 1 || !same(again.front(), line)) std::abort();
}

}  // namespace

/// Lines together are the text again; each can be written anew; components are written as they were read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto parsed = lines::parseLines(text, kLimits);
        std::string whole;
        for (const auto& line : parsed) whole += line.source();
        if (!parsed.empty() && whole != text) std::abort();
        for (const auto& line : parsed) checkRewriting(line);
        std::string written;
        for (const auto& component : lines::parseComponents(text, kLimits)) component.write(written);
        if (!written.empty() && written != text) std::abort();
    } catch (const groupware::Error&) {
        return 0;
    }
    return 0;
}
