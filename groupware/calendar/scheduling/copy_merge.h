#pragma once

#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/instances.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>

namespace groupware::calendar::scheduling {

/// Makes an attendee's copy say what the organizer says, and leaves what is the attendee's. Internal to scheduling.
class CopyMerge {
public:
    struct How {
        bool complete = false;        ///< the message has all that he may see: what it lacks is gone
        bool organizerKnows = false;  ///< see ApplyOptions
        bool byRecipient = false;     ///< see ApplyOptions
        std::int64_t sequence = 0;    ///< of the message, which may be beyond what he sees of the event
    };

    /// Everything outlives this object.
    /// @param incoming  cleaned for others
    CopyMerge(const ical::Component& copy, const ical::Component& incoming, const std::string& me, How how,
              const Conditions& conditions);

    /// @return the copy afterwards; nothing if everything in `incoming` is older than what is there
    [[nodiscard]] std::optional<ical::Component> run();
    /// After run(): it changed nothing but other attendees' participation.
    [[nodiscard]] bool onlyReplies() const noexcept { return onlyReplies_; }

private:
    [[nodiscard]] bool isOlder(const InstanceId& id, const ical::Component& event);
    void mergeEvents();
    void removeMissing(const EventIndex& incoming);
    [[nodiscard]] bool staysWithout(const InstanceId& id, ical::Component& event, const ical::Component& master);
    [[nodiscard]] bool asksAgain(const ical::Component& mine, const ical::Component& theirs) const;
    ical::Component adopted(const ical::Component& event) const;
    void merge(ical::Component& mine, ical::Component theirs, bool moved);
    void keepAnswer(const ical::Component& mine, ical::Component& theirs, bool moved) const;
    void askUnlessAnswered(const ical::ContentLine* mine, ical::Component& theirs) const;
    void keepProposal(ical::Component& mine, ical::Component& theirs, bool moved) const;
    void hideDeclined();
    [[nodiscard]] bool staysAway(const ical::Component* event) const;
    void addZones();

    const ical::Component& copy_;
    const ical::Component& incoming_;
    std::string person_;
    How how_;
    const Conditions& conditions_;
    ical::Zones zonesCopy_;
    ical::Zones zonesIncoming_;
    EventIndex indexCopy_;
    bool seriesMoved_ = false;  ///< the series, not only instances of it, is rescheduled
    bool onlyReplies_ = true;
    bool newer_ = false;
    ical::Component result_;
};

}  // namespace groupware::calendar::scheduling
