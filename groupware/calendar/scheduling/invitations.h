#pragma once

#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/scheduling/draft.h"
#include "groupware/calendar/scheduling/message.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace groupware::calendar::scheduling {

/// Who has to hear what of an organizer's change. RFC 6638 sections 3.2.1.1 to 3.2.1.3. Internal to scheduling.
class Invitations {
public:
    /// @param before, after  null: a new one, a deleted one
    /// @param forced         persons who get a REQUEST whatever changed
    Invitations(const ical::Component* before, const ical::Component* after, const std::set<std::string>& forced,
                const Conditions& conditions);

    /// In the order of the attendees.
    [[nodiscard]] std::vector<Message> messages();

private:
    struct Person {
        std::string key;
        std::string uri;
        std::optional<Agent> before{};  ///< SCHEDULE-AGENT; nothing: he took no part
        std::optional<Agent> after{};
    };
    using Attended = std::set<InstanceId>;
    /// What is different for all who attended the same VEVENTs before and attend the same afterwards.
    struct Difference {
        std::optional<ical::Component> before{};  ///< views
        std::optional<ical::Component> after{};
        bool all = false;      ///< the event itself differs: nothing but a complete REQUEST says it
        Attended changed{};    ///< instances that are different
        Attended cancelled{};  ///< instances that are gone
        bool repliesOnly = false;
        std::vector<Change> changes{};
    };

    void collect(const ical::Component& object, bool after);
    void collect(const ical::ContentLine& attendee, bool after);
    [[nodiscard]] const Difference& differenceOf(const std::string& person);
    void compare(Difference& difference);
    [[nodiscard]] std::optional<ical::Component> baseOf(const ical::Component& view, const EventIndex& index,
                                                        const InstanceId& id);
    void compareEvent(Difference& difference, const InstanceId& id, const ical::Component& before,
                      const ical::Component& after);
    void add(const Person& person);
    void invite(const Person& person, const Difference& difference, bool invitation);
    void tellInstances(const Person& person, const Difference& difference);
    void cancelAll(const Person& person, const Difference& difference);
    [[nodiscard]] ical::Component cancelled(const ical::Component& view, const Attended& instances,
                                            const Person& person);
    [[nodiscard]] const ical::Component& cancelledForAll(const ical::Component& view, const Attended& instances);
    [[nodiscard]] bool goesOn(const ical::Component& event);

    const ical::Component* before_;
    const ical::Component* after_;
    const std::set<std::string>& forced_;
    const Conditions& conditions_;
    ical::Zones zonesBefore_;
    ical::Zones zonesAfter_;
    std::string organizer_;
    const ical::Component* series_ = nullptr;  ///< of `before`
    std::int64_t sequence_ = 0;
    std::vector<Person> persons_;
    std::map<std::string, Attended> attendedBefore_;
    std::map<std::string, Attended> attendedAfter_;
    std::map<std::pair<Attended, Attended>, Difference> differences_;
    std::map<std::pair<const ical::Component*, Attended>, ical::Component> cancelled_;  // by view
    std::optional<EventIndex> indexAfter_;
    std::vector<Message> messages_;
};

}  // namespace groupware::calendar::scheduling
