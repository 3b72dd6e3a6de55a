#pragma once

#include "groupware/formats/ical/calendar.h"

#include <cstddef>
#include <string>

/// What searches of a calendar look through, in one column. Pure.
namespace groupware::calendar {

/// Most characters of it: whoever pastes a book into a description finds its beginning.
inline constexpr std::size_t kMaxSearchWords = 8'192;

/// Every text of a VEVENT that somebody may remember: SUMMARY, LOCATION, CATEGORIES, names and addresses of ORGANIZER
/// and ATTENDEEs, COMMENT and, as the longest, DESCRIPTION. Each line of each stands between two line feeds, so that a
/// pattern with wildcards can be one for whole lines. Empty if there is none.
[[nodiscard]] std::string searchWords(const formats::ical::Component& event);

/// A client's search text as LIKE wants it for such a column: what stands anywhere or, with wildcards, a whole line.
[[nodiscard]] std::string searchPattern(const std::string& text);

}  // namespace groupware::calendar
