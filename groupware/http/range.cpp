#include "groupware/http/range.h"

#include "groupware/http/date.h"
#include "groupware/http/text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace groupware::http {
namespace {

/// More ranges than this in one header are an attack or a bug; the whole is sent. RFC 9110 section 14.2. No option:
/// what is beyond it is ignored, not refused, so no setting could make a client work that does not now.
constexpr std::size_t kMaxRanges = 16;

std::optional<std::uint64_t> number(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

struct Spec {
    bool valid = false;
    std::optional<ByteRange> range{};  ///< absent: beyond the end
};

/// `first-`, `first-last` or `-suffix`.
Spec parseSpec(std::string_view text, std::uint64_t size) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return {};
    const auto left = text.substr(0, dash);
    const auto right = text.substr(dash + 1);
    if (left.empty()) {
        const auto suffix = number(right);
        if (!suffix) return {};
        if (*suffix == 0 || size == 0) return {.valid = true};
        return {.valid = true, .range = ByteRange{size - std::min(*suffix, size), size - 1}};
    }
    const auto first = number(left);
    const auto last = right.empty() ? std::optional<std::uint64_t>(UINT64_MAX) : number(right);
    if (!first || !last || *first > *last) return {};
    if (*first >= size) return {.valid = true};
    return {.valid = true, .range = ByteRange{*first, std::min(*last, size - 1)}};
}

/// Nothing if the header cannot be used; an empty list if no range lies inside the representation.
std::optional<std::vector<ByteRange>> parseRanges(std::string_view header, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    if (!equalsIgnoreCase(header.substr(0, kUnit.size()), kUnit)) return std::nullopt;
    header.remove_prefix(kUnit.size());
    std::vector<ByteRange> ranges;
    for (std::size_t count = 0; !header.empty(); ++count) {
        const auto end = std::min(header.find(','), header.size());
        const auto spec = parseSpec(trim(header.substr(0, end)), size);
        if (!spec.valid || count >= kMaxRanges) return std::nullopt;
        if (spec.range) ranges.push_back(*spec.range);
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return ranges;
}

/// The ranges as one stretch, if they leave no gap.
std::optional<ByteRange> united(std::vector<ByteRange> ranges) {
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    ByteRange all = ranges.front();
    for (const auto& range : ranges) {
        if (range.first > all.last + 1) return std::nullopt;
        all.last = std::max(all.last, range.last);
    }
    return all;
}

/// RFC 9110 section 13.1.5: an entity tag or a date, compared strongly.
bool ifRangeHolds(const Request& request, const Validators& validators) {
    const auto value = request.header("If-Range");
    if (value.empty()) return true;
    if (value.starts_with('"') || value.starts_with("W/")) return namesStrongEtag(value, validators.etag);
    const auto date = parseDate(value);
    return date && validators.lastModified &&
           std::chrono::floor<std::chrono::seconds>(*validators.lastModified) == *date;
}

}  // namespace

RangeSelection selectRange(const Request& request, const Validators& validators, std::uint64_t size) {
    const auto header = request.header("Range");
    if (request.method() != "GET" || header.empty() || !ifRangeHolds(request, validators)) return {};
    const auto ranges = parseRanges(header, size);
    if (!ranges) return {};
    if (ranges->empty()) return {.outcome = RangeOutcome::Unsatisfiable, .range = {}};
    const auto one = united(*ranges);
    return one ? RangeSelection{.outcome = RangeOutcome::Partial, .range = *one} : RangeSelection{};
}

std::string contentRange(const ByteRange& range, std::uint64_t size) {
    return "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + "/" + std::to_string(size);
}

std::string unsatisfiedRange(std::uint64_t size) {
    return "bytes */" + std::to_string(size);
}

}  // namespace groupware::http
