#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dbpool {

/// Where `word` stands outside of parentheses and quotes, or npos. @param word  with the spaces around it
[[nodiscard]] std::size_t findTopLevel(std::string_view sql, std::string_view word);

/// How many columns a list such as `s.id, COALESCE(a, 'x,y')` has.
[[nodiscard]] int countColumns(std::string_view columns);

/// `SELECT ...` made to prove what it answers: the first row is the context's state in the same snapshot, also if
/// there are no other rows. It has kGateColumns columns (seq, epoch, `@@read_only`) before those of the statement, and
/// takes the context id as one more parameter, the first.
///
/// Its halves are planned apart and streamed one after the other (`UNION ALL`), so the statement costs what it costs
/// alone and keeps its order.
/// @return nothing for what cannot be put into a half: WITH, UNION
[[nodiscard]] std::optional<std::string> gatedText(std::string_view sql);
inline constexpr int kGateColumns = 3;

}  // namespace dbpool
