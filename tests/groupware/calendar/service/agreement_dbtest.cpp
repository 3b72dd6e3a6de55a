#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <sstream>

namespace groupware::calendar {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// What somebody sees of one instance.
struct Seen {
    std::string summary;
    Instant start;
    Instant end;
    std::map<std::string, std::string> answers;

    friend bool operator==(const Seen&, const Seen&) = default;
};
std::ostream& operator<<(std::ostream& out, const Seen& seen) {
    out << seen.summary << " " << seen.start.time_since_epoch().count() << " " << seen.end.time_since_epoch().count();
    for (const auto& [who, status] : seen.answers) out << " " << who << "=" << status;
    return out;
}
using Key = std::pair<std::string, std::string>;  // UID and recurrence id
using View = std::map<Key, Seen>;

/// An organizer and her attendees do at random what they may. After each step all copies tell the same.
class AgreementTest : public WritesTest {
protected:
    View viewOf(UserId who) {
        View view;
        const TimeRange year{calendar::at("20260101T000000Z"), calendar::at("20270101T000000Z")};
        const auto found = queries_.inRange(callerOf(who), calendarOf(who), year, {.fields = true, .expanded = true});
        for (const auto& event : found.events) {
            Seen seen{.summary = event.summary, .start = event.start, .end = event.end, .answers = {}};
            for (const auto& person : event.fields->attendees) seen.answers.emplace(person.address(), person.status);
            view.emplace(Key{event.uid, event.recurrenceId}, std::move(seen));
        }
        return view;
    }
    void expectAgreement() {
        const auto organizers = viewOf(kAnna);
        for (const auto& [who, address] :
             {std::pair{kBert, "bert@example.com"}, std::pair{kCarl, "carl@example.com"}}) {
            const auto attendees = viewOf(who);
            for (const auto& [key, seen] : attendees) {
                const auto original = organizers.find(key);
                ASSERT_TRUE(original != organizers.end()) << address << " has " << key.first << " " << key.second;
                EXPECT_EQ(seen, original->second) << address << " " << key.first << " " << key.second;
            }
            for (const auto& [key, seen] : organizers) {
                const auto answer = seen.answers.find(address);
                if (answer == seen.answers.end()) {
                    EXPECT_FALSE(attendees.contains(key)) << address << " was not invited to " << key.second;
                } else if (answer->second != "DECLINED") {
                    EXPECT_TRUE(attendees.contains(key)) << address << " misses " << key.first << " " << key.second;
                }
            }
        }
    }

    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
    UserId someone() { return pick(2) == 0 ? kBert : kCarl; }

    /// A reference to something that `who` sees: a series, or one instance. The same for the same seed.
    std::optional<EventRef> something(UserId who) {
        const TimeRange year{calendar::at("20260101T000000Z"), calendar::at("20270101T000000Z")};
        std::set<std::pair<EventId, std::string>> seen;
        for (const auto& event : queries_.inRange(callerOf(who), calendarOf(who), year, {.expanded = true}).events)
            seen.emplace(event.object, event.recurrenceId);
        if (seen.empty()) return std::nullopt;
        const auto [object, recurrenceId] = *std::next(seen.begin(), pick(static_cast<int>(seen.size())));
        const EventRef ref{.folder = calendarOf(who), .id = object};
        return pick(2) == 0 ? ref : at(ref, recurrenceId);
    }

    std::string organize() {
        const auto ref = something(kAnna);
        if (!ref) {
            const bool days = pick(3) == 0;
            made(anna(), annas_, [days](EventFields& fields) {
                event("new", "20260310T100000", {user(kBert), user(kCarl)}, "FREQ=WEEKLY;COUNT=6")(fields);
                if (days) fields.start = *ical::parseTime("20260310");
                if (days) fields.end = *ical::parseTime("20260311");
            });
            return days ? "Anna makes a series of days" : "Anna makes a series";
        }
        const auto where = " of " + uidOf({.folder = ref->folder, .id = ref->id}) + " " + ref->recurrenceId;
        const auto number = std::to_string(++counter_);
        switch (pick(7)) {
            case 0: update(anna(), *ref, titled("title " + number)); return "title " + number + where;
            case 1:
                update(anna(), *ref, [](EventFields& fields) {
                    const bool days = fields.start.isDate();
                    fields.start.local += days ? minutes(24 * 60) : minutes(15);
                    fields.end.local += days ? minutes(24 * 60) : minutes(30);
                });
                return "later" + where;
            case 2: {
                const auto who = someone();
                const auto* address = who == kBert ? "bert@example.com" : "carl@example.com";
                bool removed = false;
                update(anna(), *ref, [&](EventFields& fields) {
                    removed = std::erase_if(fields.attendees,
                                            [&](const ical::Person& each) { return each.address() == address; }) > 0;
                    if (!removed) fields.attendees.push_back(user(who));
                });
                return std::string(removed ? "without " : "with ") + address + where;
            }
            case 3:
                if (pick(3) > 0) return "";
                service_.remove(anna(), {&*ref, 1}, {});
                return "removed" + where;
            case 4:
                if (ref->recurrenceId.empty()) return "";
                service_.remove(anna(), {&*ref, 1}, {});
                return "removed" + where;
            case 5:
                update(anna(), *ref, titled("future " + number), {.scope = Scope::ThisAndFuture});
                return "future " + number + where;
            default:
                made(anna(), annas_, event("single " + number, "20260401T100000", {user(kBert), user(kCarl)}));
                return "single " + number;
        }
    }
    /// A client that has not looked for a while writes what it has, under another title if it is the organizer's.
    std::string writeOlder(UserId who) {
        auto& known = texts_[who];
        if (known.empty()) return "";
        const auto [object, text] = known[static_cast<std::size_t>(pick(static_cast<int>(known.size())))];
        const auto now = stored(object);
        if (!now) return "";
        auto older = text;
        const auto title = older.find("SUMMARY:");
        if (who == kAnna && title != std::string::npos) older.insert(title + 8, "older ");
        service_.put(callerOf(who), {.folder = now->folder, .name = now->name, .text = older}, {});
        return "older text of user " + std::to_string(who.value) + " for " + now->uid;
    }
    void remember() {
        for (const UserId who : {kAnna, kBert, kCarl}) {
            const auto ref = something(who);
            if (ref && pick(3) == 0) texts_[who].emplace_back(ref->id, textOf(*ref));
        }
    }
    std::string attend() {
        const auto who = someone();
        const auto caller = callerOf(who);
        const auto ref = something(who);
        if (!ref) return "";
        const auto name = (who == kBert ? "Bert " : "Carl ") + uidOf({.folder = ref->folder, .id = ref->id}) + " " +
                          ref->recurrenceId;
        switch (pick(4)) {
            case 0: answer(caller, *ref, PartStat::Accepted); return "accepted by " + name;
            case 1: answer(caller, *ref, PartStat::Tentative); return "tentative by " + name;
            case 2:
                update(caller, *ref, [](EventFields& fields) { fields.alarms = {{.trigger = "-PT5M"}}; });
                return "alarm of " + name;
            default:
                if (ref->recurrenceId.empty() && pick(3) > 0) return "";
                service_.remove(caller, {&*ref, 1}, {});
                return "removed by " + name;
        }
    }
    std::string step() {
        try {
            remember();
            if (pick(10) == 0) return writeOlder(pick(2) == 0 ? kAnna : someone());
            return pick(2) == 0 ? organize() : attend();
        } catch (const Error& error) {
            // What cannot be: an instance that is no more, somebody who takes no part in that one.
            EXPECT_TRUE(error.code() == ErrorCode::NotFound || error.code() == ErrorCode::BadRequest ||
                        error.code() == ErrorCode::Forbidden)
                << error.what();
            return std::string("refused: ") + error.what();
        }
    }

    std::mt19937 random_;
    std::map<UserId, std::vector<std::pair<EventId, std::string>>> texts_;  ///< as clients have them
    int counter_ = 0;
};

TEST_F(AgreementTest, AfterWhateverTheyDo) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        random_.seed(seed);
        std::ostringstream history;
        for (int number = 0; number < 40; ++number) {
            clock_.advance(std::chrono::seconds(number % 5 == 4 ? -9 : 7));  // clocks of nodes differ
            history << number << ": " << step() << "\n";
            expectAgreement();
            if (HasFailure()) FAIL() << "seed " << seed << "\n" << history.str();
        }
        texts_.clear();
        std::set<std::string> uids;
        for (const auto& [key, seen] : viewOf(kAnna)) uids.insert(key.first);
        for (const auto& uid : uids) remove(anna(), refOf(kAnna, uid));
    }
}

}  // namespace
}  // namespace groupware::calendar
