#include "groupware/formats/ical/zone_name.h"

#include "groupware/formats/lines/ascii.h"

namespace groupware::formats::ical {

std::optional<std::string> zoneName(std::string_view tzid, const std::function<bool(std::string_view)>& isKnown) {
    constexpr std::size_t kLongest = 200;
    tzid = lines::trimmed(tzid);
    if (tzid.size() > kLongest) return std::nullopt;
    // Longest first: of ".../America/Argentina/Ushuaia" there is no zone "Ushuaia", but of others there may be.
    for (auto rest = tzid; !rest.empty();) {
        if (isKnown(rest)) return std::string(rest);
        const auto slash = rest.find('/');
        if (slash == std::string_view::npos) break;
        rest.remove_prefix(slash + 1);
    }
    const auto windows = zoneOfWindows(tzid);
    if (!windows.empty() && isKnown(windows)) return std::string(windows);
    return std::nullopt;
}

}  // namespace groupware::formats::ical
