#pragma once

#include "groupware/api/action.h"
#include "groupware/formats/json/json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::api {

/// What a client looks for with `find?action=query`.
struct FindRequest {
    std::string text{};                   ///< empty = everything
    std::optional<std::string> folder{};  ///< as the client writes its id; nothing = wherever the caller may read
    std::size_t start = 0;                ///< hits to leave out
    std::size_t size = 0;                 ///< most hits to answer
};

struct FindAnswer {
    std::size_t found = 0;  ///< all hits, also those left out
    formats::json::Array::Ptr rows;
    Seq timestamp{};
};

/// What a client may look for next: shown to people, and what a query finds it by.
struct FindSuggestion {
    std::string id;    ///< of the object
    std::string text;  ///< to look for
};

/// An object type that `find` searches. Each implements it once in its api/; main/ lists them. Called from several
/// threads at once.
class FindModule {
public:
    virtual ~FindModule() = default;

    /// As the parameter `module` calls it, for example "files".
    [[nodiscard]] virtual std::string_view module() const noexcept = 0;
    /// The name of Caller::modules that a caller must have.
    [[nodiscard]] virtual std::string_view access() const noexcept = 0;

    /// @param limit  suggestions at most
    [[nodiscard]] virtual std::vector<FindSuggestion> suggest(const Caller& caller, const std::string& prefix,
                                                              std::size_t limit) const = 0;
    /// @param call  for its `columns` or `fields`, `sort` and `timezone`
    /// @throws Error BadRequest, NotFound for a folder
    [[nodiscard]] virtual FindAnswer query(const Caller& caller, const Call& call,
                                           const FindRequest& request) const = 0;
};

}  // namespace groupware::api
