#pragma once

#include "groupware/calendar/scheduling/message.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace groupware::calendar::scheduling {

/// A message as people read it. UTF-8.
struct InvitationText {
    std::string subject;  ///< one line
    std::string body;     ///< lines that end with LF
    std::string html;     ///< a document that says the same (text_page.h)
};

/// Longest texts that go into a mail, in octets; what is longer is cut and is in the calendar part as a whole.
inline constexpr std::size_t kMaxTitleOctets = 200;
inline constexpr std::size_t kMaxDescriptionOctets = 20'000;
inline constexpr std::size_t kMaxNamedAttendees = 30;

inline constexpr std::size_t kMaxNamedFiles = 30;

/// Times are those of the event, with its zone's name: the recipient's zone is not known.
/// @param language  a locale such as "de_DE"; English if there are no words for it
[[nodiscard]] InvitationText invitationText(const Message& message, std::string_view language);

/// Which files of an event its mail does not have, in one line with LF at the end.
/// @param names     not empty
/// @param language  as above
[[nodiscard]] std::string leftOutText(std::span<const std::string> names, std::string_view language);

}  // namespace groupware::calendar::scheduling
