#pragma once

#include <string>
#include <string_view>

namespace groupware::infostore {

/// The client's search text in the language of SQL's LIKE: `*` stands for any text and `?` for one character; without
/// either the text may stand anywhere. `%`, `_` and the backslash mean themselves.
[[nodiscard]] std::string likePattern(std::string_view text);

}  // namespace groupware::infostore
