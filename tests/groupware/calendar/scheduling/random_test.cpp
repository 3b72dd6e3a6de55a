#include "groupware/calendar/scheduling/apply.h"
#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "groupware/calendar/scheduling/properties.h"
#include "groupware/formats/ical/people.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace groupware::calendar::scheduling {
namespace {

using ical::Component;
using test::kAnna;
using test::kBert;
using test::kCarl;
using test::kDora;

const std::vector<std::string> kGuests{kBert, kCarl, kDora};

/// Anna's meeting, the copies of those who take part, and what is under way between them.
class Meeting {
public:
    /// @param direct  messages arrive at once, as inside of a context; otherwise some time, in any order, some twice
    Meeting(std::uint32_t seed, bool direct) : random_(seed), direct_(direct) {
        change(test::parse(test::replaced(test::daily(), test::attendee(kBert, ";PARTSTAT=ACCEPTED"),
                                          test::attendee(kBert) + test::attendee(kDora))),
               nullptr);
    }

    void step() {
        now_ += std::chrono::seconds(1 + pick(3));
        if (pick(2) == 0) {
            organizerActs();
        } else {
            guestActs(kGuests[pick(kGuests.size())]);
        }
        if (!direct_ && pick(3) == 0) deliverSome();
    }

    void deliverAll() {
        while (!underWay_.empty()) deliverOne(pick(underWay_.size()), pick(4) == 0);
    }

    /// Nothing if all agree; otherwise what is different.
    [[nodiscard]] std::string disagreement() const {
        for (const auto& guest : kGuests) {
            const auto view = attendeeView(*object_, guest, test::at(now_));
            const auto copy = copies_.find(guest);
            if (view.has_value() != (copy != copies_.end())) return guest + " has a copy, or none, but should not";
            if (!view) continue;
            auto zones = ical::Zones(test::findZone, test::findZone("UTC"), &*view);
            const EventIndex wanted(*view, zones);
            for (const auto& [id, place] : wanted.events) {
                if (auto text = differenceOf(guest, id, view->components()[place], zones); !text.empty()) return text;
            }
            for (const auto& [id, place] : EventIndex(copy->second, zones).events) {
                const auto* master = findEvent(copy->second, "", zones);
                const auto& own = copy->second.components()[place];
                // An instance that he answered for alone says what the series says.
                if (!wanted.find(id) &&
                    (master == nullptr || !differences(makeInstance(*master, *timeOf(id), zones), own).empty()))
                    return guest + " has an instance too many: " + id + "\n" + copy->second.text();
            }
        }
        return {};
    }

private:
    std::size_t pick(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

    std::string differenceOf(const std::string& guest, const InstanceId& id, const Component& wanted,
                             ical::Zones& zones) const {
        const auto& copy = copies_.at(guest);
        const auto* has = findEvent(copy, id, zones);
        const auto* master = findEvent(copy, "", zones);
        const auto own = has == nullptr && master != nullptr && happens(*master, id, zones)
                             ? std::optional(makeInstance(*master, *timeOf(id), zones))
                             : std::nullopt;
        if (own) has = &*own;
        if (has == nullptr) return guest + " lacks " + id;
        auto different = differences(wanted, *has);
        // What others answered he hears with the next change. An answer that crossed a message is not believed to be
        // his when it comes back: he is asked once more.
        const auto said = statusIn(*has, guest);
        if (!direct_ && onlyReplies(wanted, *has) &&
            (said == test::statusOf(*object_, guest, id) || said == "NEEDS-ACTION"))
            different.erase("ATTENDEE");
        if (different.empty() && (own || sequenceOfEvent(wanted) == sequenceOfEvent(*has))) return {};
        return guest + " differs in " + (different.empty() ? "SEQUENCE" : *different.begin()) + " of '" + id + "'\n" +
               object_->text() + copy.text();
    }

    static std::string statusIn(const Component& event, const std::string& guest) {
        for (const auto& property : event.properties()) {
            if (property.is("ATTENDEE") && property.value() == guest)
                return std::string(property.parameter("PARTSTAT").value_or("NEEDS-ACTION"));
        }
        return "-";
    }

    void change(const Component& after, const Component* before) {
        auto outcome = organizerChanges(before, &after, test::at(now_));
        object_ = std::move(outcome.object);
        send(std::move(outcome.messages));
    }

    void organizerActs() {
        const auto before = *object_;
        auto after = before;
        auto zones = ical::Zones(test::findZone, test::findZone("UTC"), &before);
        auto& master = *findEvent(after, "", zones);
        const auto day = static_cast<int>(3 + pick(4));
        switch (pick(direct_ ? 7 : 5)) {
            case 0: ical::setText(master, "SUMMARY", "Talk " + std::to_string(pick(9))); break;
            // A reply that crosses a new SEQUENCE is not counted, RFC 5546 section 3.2.3.
            case 1:
                ical::setText(master, direct_ ? "LOCATION" : "DESCRIPTION", "Room " + std::to_string(pick(9)));
                break;
            case 2:
                ical::setTime(master, "DTEND",
                              ical::parseTime("20260302T1" + std::to_string(1 + pick(8)) + "0000", "Europe/Berlin"));
                break;
            case 3:
            case 4: moveInstance(after, test::idOn(day), zones); break;
            case 5: removeInstance(after, test::idOn(day), zones); break;
            default: inviteOrNot(after, kGuests[pick(kGuests.size())]); break;
        }
        change(after, &before);
    }

    void moveInstance(Component& after, const InstanceId& id, ical::Zones& zones) {
        const auto& master = *findEvent(std::as_const(after), "", zones);
        if (findEvent(std::as_const(after), id, zones) == nullptr) {
            if (!happens(master, id, zones)) return;
            after.add(makeInstance(master, *timeOf(id), zones));
        }
        auto& event = *findEvent(after, id, zones);
        auto end = *ical::time(std::as_const(event), "DTSTART");
        end.local += std::chrono::minutes(30 * (1 + pick(5)));
        ical::setTime(event, "DTEND", end);
    }

    static void removeInstance(Component& after, const InstanceId& id, ical::Zones& zones) {
        if (!happens(*findEvent(std::as_const(after), "", zones), id, zones)) return;
        if (const auto place = EventIndex(after, zones).find(id)) after.removeComponent(*place);
        exclude(*findEvent(after, "", zones), {id}, zones);
    }

    static void inviteOrNot(Component& after, const std::string& guest) {
        const bool invited = test::statusOf(after, guest) != "-";
        for (auto& event : after.components()) {
            auto people = ical::attendees(event);
            std::erase_if(people, [&](const ical::Person& person) { return person.uri == guest; });
            if (!invited) people.push_back({.uri = guest});
            ical::setAttendees(event, people);
        }
    }

    void guestActs(const std::string& guest) {
        const auto found = copies_.find(guest);
        if (found == copies_.end()) return;
        const auto before = found->second;
        const std::vector<std::string> answers{"ACCEPTED", "DECLINED", "TENTATIVE"};
        auto zones = ical::Zones(test::findZone, test::findZone("UTC"), &before);
        auto id = pick(2) == 0 ? InstanceId() : test::idOn(static_cast<int>(3 + pick(4)));
        const auto* master = findEvent(before, "", zones);
        if (!id.empty() && findEvent(before, id, zones) == nullptr &&
            (master == nullptr || !happens(*master, id, zones)))
            id.clear();
        const auto after = participate(before, id, guest, answers[pick(answers.size())], test::at(now_));
        auto outcome = attendeeChanges(before, after, guest, test::at(now_));
        found->second = std::move(outcome.object);
        send(std::move(outcome.messages));
    }

    void send(std::vector<Message> messages) {
        for (auto& message : messages) underWay_.push_back(std::move(message));
        while (direct_ && !underWay_.empty()) deliverOne(0, false);
    }

    void deliverSome() {
        for (auto n = pick(3); n > 0 && !underWay_.empty(); --n) deliverOne(pick(underWay_.size()), pick(4) == 0);
    }

    void deliverOne(std::size_t which, bool again) {
        const auto message = underWay_[which];
        if (!again) underWay_.erase(underWay_.begin() + static_cast<std::ptrdiff_t>(which));
        if (message.method == Method::Reply) return hear(message);
        const auto found = copies_.find(message.recipient);
        auto outcome = applyToAttendee(found == copies_.end() ? nullptr : &found->second, message, message.recipient,
                                       test::at(now_), {.organizerKnows = direct_});
        ASSERT_NE(outcome.applied, Applied::Refused) << outcome.reason << message.calendar.text();
        if (outcome.applied == Applied::Removed) copies_.erase(message.recipient);
        if (outcome.object) copies_.insert_or_assign(message.recipient, *std::move(outcome.object));
    }

    void hear(const Message& message) {
        const auto before = *object_;
        auto outcome = applyToOrganizer(before, message, test::at(now_), {});
        if (outcome.applied != Applied::Changed) return;
        object_ = std::move(outcome.object);
        for (auto& told : messagesAbout(&before, &*object_, {}, test::at(now_))) {
            ASSERT_TRUE(told.repliesOnly) << told.calendar.text();
            if (told.recipient != message.sender) underWay_.push_back(std::move(told));
        }
    }

    std::mt19937 random_;
    bool direct_;
    std::chrono::sys_seconds now_ = test::kNow;
    std::optional<Component> object_;
    std::map<std::string, Component> copies_;
    std::vector<Message> underWay_;
};

TEST(RandomMeeting, InsideAllCopiesAgreeAfterEveryChange) {
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        Meeting meeting(seed, true);
        for (int i = 0; i < 40; ++i) {
            meeting.step();
            ASSERT_EQ(meeting.disagreement(), "") << "seed " << seed << ", step " << i;
        }
    }
}

TEST(RandomMeeting, LateAndDoubledMessagesDoNoHarm) {
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        Meeting meeting(seed, false);
        for (int i = 0; i < 30; ++i) meeting.step();
        meeting.deliverAll();
        ASSERT_EQ(meeting.disagreement(), "") << "seed " << seed;
    }
}

}  // namespace
}  // namespace groupware::calendar::scheduling
