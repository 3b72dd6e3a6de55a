#include "dbpool/routing/list_statement.h"

#include "dbpool/routing/read_session.h"

#include <bit>
#include <stdexcept>

namespace dbpool {

ListStatement expandList(std::string_view sql, std::span<const Value> values, std::span<const std::int64_t> list) {
    constexpr std::string_view kPlace = "(?...)";
    const std::size_t place = sql.find(kPlace);
    if (place == std::string_view::npos) throw std::logic_error("statement has no (?...)");
    if (list.empty() || list.size() > ReadSession::kMaxListValues)
        throw std::logic_error("a list of " + std::to_string(list.size()) + " values");

    ListStatement expanded;
    expanded.values.assign(values.begin(), values.end());
    expanded.sql = sql.substr(0, place);
    const std::size_t width = std::bit_ceil(list.size());
    for (std::size_t index = 0; index < width; ++index) {
        expanded.sql += index == 0 ? "(?" : ",?";
        expanded.values.emplace_back(index < list.size() ? list[index] : list.back());
    }
    expanded.sql += ')';
    expanded.sql += sql.substr(place + kPlace.size());
    return expanded;
}

}  // namespace dbpool
