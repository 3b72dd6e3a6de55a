#pragma once

#include "groupware/base/ids.h"

#include <compare>
#include <cstdint>
#include <string>
#include <utility>

namespace groupware {

/// The one number of a context: strictly increasing with every commit, shaped like milliseconds since 1970.
/// It is a cache version, a sync token and OX's `timestamp` and `last_modified` at once.
struct Seq {
    std::int64_t value = 0;
    friend constexpr auto operator<=>(const Seq&, const Seq&) = default;
};

/// A state of a context that was committed on the master.
struct CommitToken {
    ContextId context;
    std::int64_t epoch = 0;  ///< counts placements of the context: moves, restores, imports
    std::int64_t term = 0;   ///< counts promotions in the context's database cluster
    Seq seq;
    std::string gtid;  ///< `@@gtid_binlog_pos` of the master then, or empty if unknown
};

/// How fresh a read must be. A replica answers only when its snapshot has reached this.
class Freshness {
public:
    /// Everything committed before the read began: asks the master first unless the state was admitted.
    [[nodiscard]] static Freshness strict() { return Freshness(Kind::Strict, {}); }
    /// At least the state that the master told this request (its admission), or that a write returned.
    [[nodiscard]] static Freshness atLeast(CommitToken state) { return {Kind::AtLeast, std::move(state)}; }
    /// Any state. For reports only.
    [[nodiscard]] static Freshness eventual() { return Freshness(Kind::Eventual, {}); }

    enum class Kind { Strict, AtLeast, Eventual };
    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    /// Meaningful for Kind::AtLeast only.
    [[nodiscard]] const CommitToken& state() const noexcept { return state_; }

    /// Makes later reads see `committed` too: call it after every write of the same request.
    void raise(const CommitToken& committed);

private:
    Freshness(Kind kind, CommitToken state) : kind_(kind), state_(std::move(state)) {}

    Kind kind_;
    CommitToken state_;
};

}  // namespace groupware
