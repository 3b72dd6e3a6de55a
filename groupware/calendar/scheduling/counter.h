#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/message.h"
#include "groupware/formats/ical/proposed_time.h"

#include <optional>
#include <string>
#include <vector>

/// Other times that attendees propose, and what the organizer says. RFC 5546 sections 3.2.7 and 3.2.8. Pure. To accept
/// one is to move the event: then nothing that was proposed for it counts any more.
namespace groupware::calendar::scheduling {

/// The attendee's copy with his proposal in it; attendeeChanges() makes a COUNTER of that. The copy has an own VEVENT
/// for an instance afterwards.
/// @param wanted  `start`, `end` and `comment`; times with a zone become UTC
/// @throws Error NotFound if he takes no part, or for an instance that does not exist; BadRequest for times of
/// different
///         kinds, an end that is not after the start, or the times that it has already; Forbidden if the organizer
///         wants no proposals (X-MICROSOFT-DISALLOW-COUNTER), or if the client sends messages itself (SCHEDULE-AGENT)
[[nodiscard]] ical::Component propose(const ical::Component& copy, const InstanceId& instance, const std::string& me,
                                      const ical::ProposedTime& wanted, const Conditions& conditions);

/// What an attendee proposed and nobody has declined.
[[nodiscard]] std::optional<ical::ProposedTime> openProposal(const ical::Component& object, const InstanceId& instance,
                                                             const std::string& attendee, const Conditions& conditions);

/// Whether a COUNTER proposes for the instance just what is open: its sender may have said something else since.
[[nodiscard]] bool proposes(const Message& counter, const InstanceId& instance, const ical::ProposedTime& open,
                            const Conditions& conditions);

/// The organizer's copy with the refusal in it; settleChange() makes a DECLINECOUNTER of that.
/// @throws Error NotFound if there is no openProposal()
[[nodiscard]] ical::Component declineProposal(const ical::Component& object, const InstanceId& instance,
                                              const std::string& attendee, const std::string& comment,
                                              const Conditions& conditions);

/// How long the event, or an instance of it, is to be: what is proposed, in its own zone.
struct Times {
    ical::TimeValue start{};
    ical::TimeValue end{};
};
[[nodiscard]] Times timesFor(const ical::ProposedTime& proposed, const ical::Component& event, ical::Zones& zones);

// -- internal to scheduling

/// What a VEVENT of a COUNTER proposes for that of the organizer; nothing if it is no other time.
/// @param zones, zonesOfTarget  of the one and of the other
[[nodiscard]] std::optional<ical::ProposedTime> proposalIn(const ical::Component& counter, ical::Zones& zones,
                                                           const ical::Component& target, ical::Zones& zonesOfTarget);
/// Whether the organizer wants proposals.
[[nodiscard]] bool takesProposals(const ical::Component& event);
/// Whether the line has the order to send something, as propose() and declineProposal() leave it.
[[nodiscard]] bool hasOrder(const ical::ContentLine& attendee);
/// Takes it out of the line. @return whether there was one
bool takeOrder(ical::ContentLine& attendee);
/// Removes what all attendees have proposed for a VEVENT.
void removeProposals(ical::Component& event);

/// Collects the COUNTER of one attendee.
class CounterDraft {
public:
    /// Everything outlives this object.
    CounterDraft(const ical::Component& object, const std::string& me, const Conditions& conditions)
        : object_(object), me_(me), conditions_(conditions) {}

    /// Adds what `event` says on his line.
    void add(const ical::Component& event);
    /// Nothing without any.
    [[nodiscard]] std::optional<Message> message() const;

private:
    const ical::Component& object_;
    const std::string& me_;
    const Conditions& conditions_;
    std::vector<ical::Component> events_{};
};

/// The DECLINECOUNTER to an attendee about one VEVENT of the organizer's copy.
[[nodiscard]] Message declineCounter(const ical::Component& object, const ical::Component& event,
                                     const ical::ContentLine& attendee, const Conditions& conditions);

}  // namespace groupware::calendar::scheduling
