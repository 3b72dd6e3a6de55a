#pragma once

#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"

#include <optional>
#include <string>
#include <string_view>

namespace groupware::session {

/// The newest state of a context that a client has written, kept by the client itself, so that any node knows what its
/// reads must see. Signed: a state that was never committed would make reads wait for it. Thread-safe.
class StateCookie {
public:
    /// @param clusterKey  a key for this purpose alone is derived from it
    explicit StateCookie(std::string_view clusterKey);

    /// One for each context, so that the sessions of one browser in several contexts do not overwrite each other's.
    [[nodiscard]] static std::string name(ContextId context);

    /// The cookie's value: at most kMaxValue octets, all of them fit for a cookie.
    [[nodiscard]] std::string seal(const CommitToken& state) const;
    /// Nothing for what this cluster has not sealed for this context.
    [[nodiscard]] std::optional<CommitToken> open(ContextId context, std::string_view value) const;

    static constexpr std::size_t kMaxValue = 400;

private:
    [[nodiscard]] std::string signatureOf(std::string_view text) const;

    std::string key_;
};

/// The signed part: `1.<context>.<epoch>.<term>.<seq>.<gtid>`, numbers in decimal, the commas of the position as `_`. A
/// position that is too long is left out: reads just cannot wait for it then.
[[nodiscard]] std::string writeState(const CommitToken& state);
/// Nothing for any text that writeState() does not write.
[[nodiscard]] std::optional<CommitToken> parseState(std::string_view text);

}  // namespace groupware::session
