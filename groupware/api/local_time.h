#pragma once

#include "groupware/api/listing.h"

#include <cstdint>

namespace groupware::api {

/// The opposite of LocalTime: the instant, in milliseconds UTC, of a "Time" that a client sent. Of one that the clocks
/// pass twice either; one that they leave out is as long after as it would have been.
[[nodiscard]] inline std::int64_t utcOf(const LocalTime& localTime, std::int64_t local) {
    if (!localTime) return local;
    std::int64_t utc = local;
    for (int round = 0; round < 2; ++round) {  // the first is wrong only within hours of a change of the clocks
        std::int64_t offset = 0;
        std::int64_t next = 0;
        if (__builtin_sub_overflow(localTime(utc), utc, &offset)) return local;
        if (__builtin_sub_overflow(local, offset, &next)) return local;
        utc = next;
    }
    return utc;
}

}  // namespace groupware::api
