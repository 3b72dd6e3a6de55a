#pragma once

#include "groupware/calendar/api/directory.h"
#include "groupware/calendar/event.h"
#include "groupware/formats/json/json.h"

#include <cstdint>
#include <string>
#include <vector>

/// Attendees in the words of Open-Xchange's older interface: participants, users and confirmations.
namespace groupware::calendar::api {

namespace ical = groupware::formats::ical;
namespace json = groupware::formats::json;

struct Participant {
    enum class Kind : std::int64_t { User = 1, Group = 2, Resource = 3, External = 5 };
    Kind kind = Kind::User;
    std::int64_t id = 0;  ///< 0 of externals
    std::string mail{};   ///< in small letters
    std::string name{};
    std::int64_t status = 0;  ///< 0 none, 1 accepted, 2 declined, 3 tentative
    std::string message{};

    /// Whether both name the same, whatever he answered.
    [[nodiscard]] bool is(const Participant& other) const noexcept {
        return kind == other.kind && (kind == Kind::External ? mail == other.mail : id == other.id);
    }
};

/// Those whom the interface can name; of an event without attendees its owner, if he is a user.
[[nodiscard]] std::vector<Participant> participantsOf(const Event& event, const Directory& directory);
/// The participant that an attendee is; of kind External without mail if the interface cannot name him.
[[nodiscard]] Participant participantOf(const ical::Person& person, const Directory& directory);

/// What a client sends as `participants`. @throws Error BadRequest
[[nodiscard]] std::vector<Participant> participantsOf(const json::Array& list);

/// `[{"type":1,"id":3},{"type":5,"mail":"a@example.com"}]`
[[nodiscard]] json::Array::Ptr participantsJson(const std::vector<Participant>& participants);
/// `[{"id":3,"display_name":"Anna","confirm":1}]`
[[nodiscard]] json::Array::Ptr usersJson(const std::vector<Participant>& participants);
/// `[{"type":5,"mail":"a@example.com","status":0}]`
[[nodiscard]] json::Array::Ptr confirmationsJson(const std::vector<Participant>& participants);

/// Whom a client added and removed. May be applied to any version of the event.
class ParticipantChange {
public:
    ParticipantChange() = default;
    /// @param directory  of everybody in `shown`
    ParticipantChange(const Event* event, const std::vector<Participant>& shown, const std::vector<Participant>& sent,
                      const Directory& directory);

    void apply(EventFields& fields) const;

private:
    std::vector<std::string> removed_;  ///< URIs in small letters
    std::vector<ical::Person> added_;
};

}  // namespace groupware::calendar::api
