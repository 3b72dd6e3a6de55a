#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/limits.h"
#include "groupware/formats/ical/time_context.h"

#include <cstddef>

namespace groupware::calendar {

/// Gives rows of the index that an older version wrote what they lack (Hint::Derived): in batches, without a change of
/// their objects, so that no client reads anything again. Several nodes may do it at once.
class IndexUpgrade {
public:
    static constexpr std::size_t kBatch = 500;

    /// Both outlive this object.
    IndexUpgrade(dbpool::ContextDatabase& database, const formats::ical::TimeContext& times, const Limits& limits)
        : database_(database), times_(times), limits_(limits) {}

    /// All of a context.
    /// @return objects that lacked something
    std::size_t run(ContextId context) const;

private:
    dbpool::ContextDatabase& database_;
    const formats::ical::TimeContext& times_;
    const Limits& limits_;
};

}  // namespace groupware::calendar
