#pragma once

#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/event.h"
#include "groupware/formats/json/json.h"

#include <optional>
#include <string>
#include <vector>

/// Attendees, organizers and other people in the words of the JSON interface.
namespace groupware::calendar::api {

namespace json = groupware::formats::json;

/// `{"uri":"mailto:anna@example.com","cn":"Anna","email":"anna@example.com","entity":3}`
[[nodiscard]] json::Object::Ptr calendarUserJson(UserId user, const Directory& directory);
/// @param uri  an address, or a URI
[[nodiscard]] json::Object::Ptr calendarUserJson(const std::string& uri, const Directory& directory);
/// With `sentBy`.
[[nodiscard]] json::Object::Ptr organizerJson(const ical::Person& organizer, const Directory& directory);

/// What an attendee is shown with.
struct AttendeeView {
    const Directory& directory;
    bool extended = false;          ///< `extendedEntities`: also `contact` and `resource`
    std::optional<UserId> owner{};  ///< of the calendar; his `folder` is `folder`
    FolderId folder{};
};
[[nodiscard]] json::Object::Ptr attendeeJson(const ical::Person& attendee, const AttendeeView& view);

/// Somebody who is busy, as an attendee.
[[nodiscard]] json::Object::Ptr conflictingJson(const CalendarUser& user, const Directory& directory);

/// Who is meant by `uri`, `email` or `entity`, in this order; `entity` becomes a URI of attendee_id.h.
/// @throws Error BadRequest if there is none of them
[[nodiscard]] std::string uriOf(const json::Object& person);

/// The attendees that a client wants. Those who are among `before`, by their addresses, keep what it does not say.
/// @throws Error BadRequest
[[nodiscard]] std::vector<ical::Person> attendeesOf(const json::Array& list, const std::vector<ical::Person>& before);

/// PARTSTAT. @throws Error BadRequest for what one cannot answer
[[nodiscard]] PartStat partStatOf(const std::string& word);

}  // namespace groupware::calendar::api
