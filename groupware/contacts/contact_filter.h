#pragma once

#include "groupware/base/ids.h"
#include "groupware/contacts/contact.h"
#include "groupware/formats/json/json.h"

#include <functional>
#include <optional>
#include <vector>

namespace groupware::contacts {

/// What `advancedSearch` looks for: a term of Open-Xchange's search language, for example
/// `["and", ["=", {"field": "last_name"}, "D*"], ["not", ["=", {"field": "city_home"}, "Ulm"]]]`.
struct ContactFilter {
    std::function<bool(const Contact&)> holds;
    std::vector<FolderId> folders{};  ///< the only ones in which it can hold, if the term says so; none = any
};

/// Operators: `and`, `or`, `not`; `=`, `<>`, `<`, `>`, `<=`, `>=` with a field and a text or number. Texts compare
/// without regard to the case of ASCII letters; in `=` and `<>` with texts, `*` and `?` are wildcards.
/// @throws Error BadRequest naming what is wrong; TooLarge beyond 200 terms
[[nodiscard]] ContactFilter readFilter(const formats::json::Value& term);

/// A value of a contact by its name in the JSON interface; nothing for an unknown name.
[[nodiscard]] std::optional<std::string> filterValue(const Contact& contact, std::string_view name);

}  // namespace groupware::contacts
