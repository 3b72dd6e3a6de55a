#include "dbpool/replication/gtid.h"

#include "groupware/base/error.h"

#include <algorithm>
#include <charconv>

namespace dbpool {
namespace {

groupware::Error malformed(std::string_view text) {
    return {groupware::ErrorCode::BadRequest, "not a GTID position: " + std::string(text)};
}

/// The number before the next `end`, which is taken off with it; `end` 0: all of the rest.
std::int64_t takeNumber(std::string_view& rest, char end, std::string_view whole) {
    const auto stop = end == 0 ? rest.size() : rest.find(end);
    if (stop == std::string_view::npos || stop == 0) throw malformed(whole);
    std::int64_t number = 0;
    const auto [last, error] = std::from_chars(rest.data(), rest.data() + stop, number);
    if (error != std::errc{} || last != rest.data() + stop || number < 0) throw malformed(whole);
    rest.remove_prefix(end == 0 ? stop : stop + 1);
    return number;
}

Gtid parseOne(std::string_view part, std::string_view whole) {
    Gtid gtid;
    gtid.domain = takeNumber(part, '-', whole);
    gtid.server = takeNumber(part, '-', whole);
    gtid.sequence = takeNumber(part, 0, whole);
    return gtid;
}

}  // namespace

std::string Gtid::text() const {
    return std::to_string(domain) + "-" + std::to_string(server) + "-" + std::to_string(sequence);
}

GtidPosition GtidPosition::parse(std::string_view text) {
    GtidPosition position;
    if (text.empty()) return position;
    std::string_view rest = text;
    for (;;) {
        const auto comma = rest.find(',');
        position.raiseTo(parseOne(rest.substr(0, comma), text));
        if (comma == std::string_view::npos) return position;
        rest.remove_prefix(comma + 1);
    }
}

std::string GtidPosition::text() const {
    std::string text;
    for (const auto& [domain, gtid] : last_) {
        if (!text.empty()) text += ',';
        text += gtid.text();
    }
    return text;
}

std::int64_t GtidPosition::sequence(std::int64_t domain) const {
    const auto found = last_.find(domain);
    return found == last_.end() ? 0 : found->second.sequence;
}

std::int64_t GtidPosition::distanceTo(const GtidPosition& other) const {
    std::int64_t missing = 0;
    for (const auto& [domain, gtid] : other.last_) {
        missing += std::max<std::int64_t>(0, gtid.sequence - sequence(domain));
    }
    return missing;
}

void GtidPosition::raiseTo(const GtidPosition& other) {
    for (const auto& [domain, gtid] : other.last_) raiseTo(gtid);
}

void GtidPosition::raiseTo(const Gtid& gtid) {
    auto& mine = last_.try_emplace(gtid.domain, gtid).first->second;
    if (mine.sequence < gtid.sequence) mine = gtid;
}

}  // namespace dbpool
