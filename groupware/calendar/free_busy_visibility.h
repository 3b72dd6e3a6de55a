#pragma once

#include <cstdint>

namespace groupware::calendar {

/// Who may see when a user is busy. Numbers are stored; what he publishes by URL is another matter.
enum class FreeBusyVisibility : std::int64_t {
    All = 0,   ///< everybody of his context
    None = 1,  ///< who may read his calendar sees the events there, and nobody else anything
};

}  // namespace groupware::calendar
