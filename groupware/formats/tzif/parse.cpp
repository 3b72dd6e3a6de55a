#include "groupware/formats/tzif/parse.h"

#include "groupware/base/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace groupware::formats::tzif {
namespace {

constexpr std::string_view kMagic = "TZif";

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "broken TZif file: " + why);
}

void require(bool holds, const char* why) {
    if (!holds) refuse(why);
}

/// What has not been read yet.
class Octets {
public:
    explicit Octets(std::string_view octets) : rest_(octets) {}

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] std::string_view take(std::uint64_t count) {
        require(count <= rest_.size(), "it is cut short");
        const auto taken = rest_.substr(0, static_cast<std::size_t>(count));
        rest_.remove_prefix(taken.size());
        return taken;
    }
    [[nodiscard]] std::string_view takeAll() { return std::exchange(rest_, {}); }
    [[nodiscard]] std::uint8_t octet() { return static_cast<std::uint8_t>(take(1).front()); }
    [[nodiscard]] std::uint32_t unsigned32() {
        std::uint32_t value = 0;
        for (const char c : take(4)) value = value << 8U | static_cast<std::uint8_t>(c);
        return value;
    }
    [[nodiscard]] std::int32_t signed32() { return static_cast<std::int32_t>(unsigned32()); }
    [[nodiscard]] std::int64_t signed64() {
        const std::uint64_t high = unsigned32();
        return static_cast<std::int64_t>(high << 32U | unsigned32());
    }
    /// An instant of a data block.
    [[nodiscard]] std::int64_t time(std::size_t width) { return width == 8 ? signed64() : signed32(); }

private:
    std::string_view rest_;
};

struct Header {
    char version = 0;
    std::uint32_t utIndicators = 0;
    std::uint32_t standardIndicators = 0;
    std::uint32_t leapSeconds = 0;
    std::uint32_t transitions = 0;
    std::uint32_t types = 0;
    std::uint32_t characters = 0;

    /// Octets of the data block. @param width  of an instant
    [[nodiscard]] std::uint64_t size(std::uint64_t width) const {
        return transitions * (width + 1) + types * std::uint64_t{6} + characters + leapSeconds * (width + 4) +
               standardIndicators + utIndicators;
    }
};

Header readHeader(Octets& octets) {
    require(octets.take(kMagic.size()) == kMagic, "no magic number");
    Header header;
    header.version = octets.take(1).front();
    require(header.version == 0 || (header.version >= '2' && header.version <= '4'), "an unknown version");
    (void)octets.take(15);
    header.utIndicators = octets.unsigned32();
    header.standardIndicators = octets.unsigned32();
    header.leapSeconds = octets.unsigned32();
    header.transitions = octets.unsigned32();
    header.types = octets.unsigned32();
    header.characters = octets.unsigned32();
    return header;
}

void requireConsistent(const Header& header) {
    require(header.types != 0 && header.characters != 0, "no local time");
    require(header.utIndicators == 0 || header.utIndicators == header.types, "a wrong number of UT indicators");
    require(header.standardIndicators == 0 || header.standardIndicators == header.types,
            "a wrong number of standard indicators");
}

/// Offsets by type. The isdst flags and abbreviations are checked and dropped.
std::vector<std::chrono::seconds> readTypes(Octets& types, std::string_view designations) {
    constexpr std::int32_t kLeast = -89'999;  // -24:59:59
    constexpr std::int32_t kMost = 93'599;    // 25:59:59
    std::vector<std::chrono::seconds> offsets;
    while (!types.empty()) {
        const auto offset = types.signed32();
        require(offset >= kLeast && offset <= kMost, "an offset that no place has");
        require(types.octet() <= 1, "a flag that is neither 0 nor 1");
        const std::size_t designation = types.octet();
        require(designations.find('\0', designation) != std::string_view::npos, "an abbreviation without end");
        offsets.emplace_back(offset);
    }
    return offsets;
}

/// RFC 9636 section 3.2.
void checkLeapSeconds(Octets records, const Header& header, std::size_t width) {
    constexpr std::int64_t kLeastDistance = 2'419'199;  // 28 days, less a second
    std::int64_t previous = 0;
    std::int64_t correction = 0;
    for (std::uint32_t i = 0; i < header.leapSeconds; ++i) {
        const auto at = records.time(width);
        const std::int64_t next = records.signed32();
        const auto step = next - correction;
        const bool expires = header.version == '4' && i > 0 && i + 1 == header.leapSeconds && step == 0;
        const bool startsLater = header.version == '4' && i == 0 && next != 0;
        require(step == 1 || step == -1 || expires || startsLater, "a leap of more than a second");
        require(i == 0 ? at >= 0 : at >= previous && at - previous >= kLeastDistance, "leap seconds out of order");
        previous = at;
        correction = next;
    }
}

void checkIndicators(std::string_view standard, std::string_view universal) {
    for (const char c : standard) require(c == 0 || c == 1, "an indicator that is neither 0 nor 1");
    for (std::size_t i = 0; i < universal.size(); ++i) {
        require(universal[i] == 0 || (universal[i] == 1 && !standard.empty() && standard[i] == 1),
                "a UT indicator without its standard indicator");
    }
}

struct Data {
    std::chrono::seconds first{0};
    std::vector<TimeZone::Transition> transitions;
};

Data readData(Octets& octets, const Header& header, std::size_t width) {
    requireConsistent(header);
    // All of it is there before anything is reserved for it.
    Octets block(octets.take(header.size(width)));
    Octets times(block.take(std::uint64_t{header.transitions} * width));
    Octets indices(block.take(header.transitions));
    Octets types(block.take(std::uint64_t{header.types} * 6));
    const auto designations = block.take(header.characters);
    const auto offsets = readTypes(types, designations);

    Data data{.first = offsets.front(), .transitions = {}};
    data.transitions.reserve(header.transitions);
    while (!indices.empty()) {
        const std::chrono::sys_seconds at{std::chrono::seconds(times.time(width))};
        const std::size_t type = indices.octet();
        require(data.transitions.empty() || data.transitions.back().at < at, "transitions out of order");
        require(type < offsets.size(), "a transition to an unknown local time");
        data.transitions.push_back({.at = at, .offset = offsets[type]});
    }
    checkLeapSeconds(Octets(block.take(std::uint64_t{header.leapSeconds} * (width + 4))), header, width);
    const auto standard = block.take(header.standardIndicators);
    checkIndicators(standard, block.take(header.utIndicators));
    return data;
}

/// A rule between two line feeds, or nothing between them.
std::optional<PosixRule> readFooter(std::string_view footer, char version) {
    require(footer.size() >= 2 && footer.front() == '\n' && footer.back() == '\n', "no footer");
    const auto rule = footer.substr(1, footer.size() - 2);
    if (rule.empty()) return std::nullopt;
    return PosixRule::parse(rule, version >= '3');
}

}  // namespace

bool isTzif(std::string_view octets) {
    return octets.starts_with(kMagic);
}

TimeZone parse(std::string_view octets) {
    if (octets.size() > kMaxOctets) throw Error(ErrorCode::TooLarge, "a TZif file is too long");
    Octets rest(octets);
    const auto first = readHeader(rest);
    if (first.version == 0) {
        auto data = readData(rest, first, 4);
        require(rest.empty(), "octets after its end");
        return {data.first, std::move(data.transitions), std::nullopt};
    }
    (void)rest.take(first.size(4));  // for readers of version 1
    const auto header = readHeader(rest);
    require(header.version == first.version, "two versions");
    auto data = readData(rest, header, 8);
    return {data.first, std::move(data.transitions), readFooter(rest.takeAll(), header.version)};
}

}  // namespace groupware::formats::tzif
