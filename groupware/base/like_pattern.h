#pragma once

#include <string>
#include <string_view>

namespace groupware {

/// Where a search text without wildcards may stand.
enum class Match { Anywhere, AtStart };

/// A client's search text in the language of SQL's LIKE: `*` stands for any text and `?` for one character; `%`, `_`
/// and the backslash mean themselves. With wildcards it is the whole text (AtStart: its beginning). Pure.
[[nodiscard]] std::string likePattern(std::string_view text, Match match = Match::Anywhere);

}  // namespace groupware
