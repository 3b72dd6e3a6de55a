#pragma once

#include "dbpool/routing/read_session.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace dbpool {

/// Calls `each` with consecutive pieces of `list`, none longer than one statement takes.
template <class Each>
void inPieces(std::span<const std::int64_t> list, Each each) {
    while (!list.empty()) {
        const std::size_t length = std::min(list.size(), ReadSession::kMaxListValues);
        each(list.first(length));
        list = list.subspan(length);
    }
}

}  // namespace dbpool
