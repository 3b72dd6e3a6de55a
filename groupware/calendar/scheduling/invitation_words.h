#pragma once

#include "groupware/calendar/scheduling/message.h"

#include <array>
#include <string_view>

namespace groupware::calendar::scheduling {

/// What a mail says in one language about what its sender did.
struct Sentence {
    std::string_view subject;  ///< stands before the title
    std::string_view text;     ///< follows the sender's name
};

/// The words of one language.
struct Words {
    std::string_view language;             ///< RFC 5646, the first subtag
    std::array<std::string_view, 7> days;  ///< from Sunday
    std::array<std::string_view, 12> months;
    bool dayBeforeMonth;  ///< with a point, as in German
    Sentence invitation, changed, published, added, cancelled, cancelledInstances, accepted, declined, tentative,
        delegated, proposed, proposalDeclined, asked;
    std::string_view forOther;  ///< between who acts and whom he acts for
    std::string_view untitled, what, when, where, organizer, attendees, different, comment, recurs, andMore,
        filesLeftOut;
    /// In the order of kNamedProperties.
    std::array<std::string_view, 7> properties;
};

/// Whose changes a mail names; those of others are told as they are, in the event.
inline constexpr std::array<std::string_view, 7> kNamedProperties{"SUMMARY", "LOCATION", "DESCRIPTION", "DTSTART",
                                                                  "RRULE",   "ATTENDEE", "ATTACH"};

/// English if there are none in that language.
/// @param language  a locale such as "de_DE" or a tag such as "de-AT"
[[nodiscard]] const Words& wordsIn(std::string_view language);

}  // namespace groupware::calendar::scheduling
