#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/message.h"

#include <optional>
#include <string>
#include <string_view>

/// Answers of an attendee. Internal to scheduling.
namespace groupware::calendar::scheduling {

/// Collects the REPLY of one attendee. RFC 5546 section 3.2.3.
class ReplyDraft {
public:
    /// Everything outlives this object.
    /// @param object  the copy that the reply is about, for organizer and time zones
    ReplyDraft(const ical::Component& object, const std::string& me, const Conditions& conditions);

    /// Adds what `event` says on his line; each instance counts once.
    void add(const ical::Component& event);
    /// Nothing without any.
    [[nodiscard]] std::optional<Message> message() const;

private:
    const ical::Component& object_;
    const std::string& me_;
    const Conditions& conditions_;
    ical::Component calendar_;
    bool empty_ = true;
};

/// Nobody but an attendee himself says that he comes: where `event` says more than he answered, he is to be asked.
/// @param answered  PARTSTAT
void askUnlessAnswered(ical::Component& event, std::string_view person, std::string_view answered,
                       const AddressBook& people);

/// Adds the ATTENDEE line of a delegate, unless he takes part already.
void addDelegate(ical::Component& event, const std::string& delegate, const std::string& delegator,
                 const AddressBook& people);

}  // namespace groupware::calendar::scheduling
