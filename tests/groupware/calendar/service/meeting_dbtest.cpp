#include "groupware/calendar/scheduling/instances.h"
#include "tests/groupware/calendar/writes_fixture.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace groupware::calendar {
namespace {

/// Sixteen people who change and answer one series at once. Whatever the order, all copies agree in the end, and say
/// what was acknowledged last.
class MeetingTest : public WritesTest {
protected:
    static constexpr int kGuests = 15;
    // 10:00 in Berlin, by the form that names an instance whatever zone it was written in.
    static constexpr std::array<const char*, 5> kDays{"20260310T090000Z", "20260311T090000Z", "20260312T090000Z",
                                                      "20260313T090000Z", "20260314T090000Z"};

    MeetingTest() {
        guests_ = {kBert, kCarl};
        database().write(kContext, [this](dbpool::WriteTransaction& tx) {
            for (int i = 2; i < kGuests; ++i) {
                const auto name = "Guest" + std::to_string(i);
                const auto id = principals::test::addPerson(tx, name);
                folders::createUserFolders(tx, id, name, std::vector<std::string>{"calendar"});
                guests_.push_back(id);
            }
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
        std::vector<ical::Person> everybody{room()};
        for (const auto guest : guests_) everybody.push_back(user(guest));
        meeting_ = made(anna(), annas_, event("Daily", "20260310T100000", everybody, "FREQ=DAILY;COUNT=5"));
        uid_ = uidOf(meeting_);
        for (const auto guest : guests_) copies_.push_back(refOf(guest, uid_));
    }

    /// What a copy says of one day.
    struct Day {
        std::string title;
        std::string start;
        std::map<std::string, std::string> answers;  ///< by address
        friend bool operator==(const Day& a, const Day& b) {
            return a.title == b.title && a.start == b.start && a.answers == b.answers;
        }
    };
    [[nodiscard]] static std::map<std::string, Day> daysOf(const std::string& text) {
        const auto calendar = parsed(text);
        ical::Zones zones(findZone, findZone("UTC"), &calendar);
        std::map<std::string, Day> days;
        for (const std::string day : kDays) {
            const auto* found = scheduling::findEvent(calendar, day, zones);
            if (found == nullptr) found = scheduling::findEvent(calendar, "", zones);
            if (found == nullptr) continue;
            auto& entry = days[day];
            entry.title = ical::text(*found, "SUMMARY").value_or("");
            if (const auto* start = found->find("DTSTART")) entry.start = start->value();
            for (const auto& person : ical::attendees(*found)) entry.answers[person.address()] = person.status;
        }
        return days;
    }
    /// What all copies say.
    std::map<std::string, Day> agreed() {
        const auto all = copies(uid_);
        EXPECT_EQ(all.size(), std::size_t{kGuests + 2});  // the organizer, and the room
        const auto wanted = daysOf(textOf(meeting_));
        for (const auto& copy : all) {
            EXPECT_EQ(daysOf(copy.text), wanted) << "of " << copy.owner.id << ": " << copy.text << "\n"
                                                 << textOf(meeting_);
        }
        return wanted;
    }
    template <class Attend>
    void atOnce(const std::function<void()>& organize, const Attend& attend) {
        std::vector<std::thread> threads;
        threads.emplace_back(organize);
        for (std::size_t i = 0; i < guests_.size(); ++i) threads.emplace_back([&attend, i] { attend(i); });
        for (auto& thread : threads) thread.join();
    }
    static PartStat answerOf(std::size_t number) {
        constexpr std::array kAnswers{PartStat::Accepted, PartStat::Declined, PartStat::Tentative};
        return kAnswers.at(number % kAnswers.size());
    }
    static std::string wordOf(PartStat answer) {
        return answer == PartStat::Accepted ? "ACCEPTED" : answer == PartStat::Declined ? "DECLINED" : "TENTATIVE";
    }
    [[nodiscard]] std::string addressOf(std::size_t guest) const {
        if (guest == 0) return "bert@example.com";
        if (guest == 1) return "carl@example.com";
        return "guest" + std::to_string(guest) + "@example.com";
    }

    std::vector<UserId> guests_;
    EventRef meeting_;
    std::string uid_;
    std::vector<EventRef> copies_;
};

/// Until it is acknowledged: on a machine that is busy, a transaction may find no time.
void insist(const std::function<void()>& action) {
    while (true) {
        try {
            action();
            return;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Unavailable) continue;
            ADD_FAILURE() << error.what();
            return;
        }
    }
}

TEST_F(MeetingTest, CopiesAgreeAndNoAnswerIsLost) {
    std::map<std::string, std::string> titles;                             // by day; "" = the series
    std::vector<std::map<std::string, std::string>> said(guests_.size());  // likewise, of each guest
    atOnce(
        [&] {
            std::mt19937 random(1);
            for (int turn = 0; turn < 8; ++turn) {
                const std::string day = random() % 3 == 0 ? "" : kDays.at(random() % kDays.size());
                const auto title = "Title " + std::to_string(turn);
                insist([&] {
                    update(anna(), day.empty() ? meeting_ : at(meeting_, day), titled(title));
                    titles[day] = title;
                });
            }
        },
        [&](std::size_t guest) {
            std::mt19937 random(static_cast<unsigned>(guest) + 100);
            for (int turn = 0; turn < 3; ++turn) {
                const std::string day = random() % 4 == 0 ? "" : kDays.at(random() % kDays.size());
                const auto status = answerOf(random());
                insist([&] {
                    answer(callerOf(guests_[guest]), day.empty() ? copies_[guest] : at(copies_[guest], day), status);
                    if (day.empty()) said[guest].clear();
                    said[guest][day] = wordOf(status);
                });
            }
        });
    for (const auto& [day, entry] : agreed()) {
        EXPECT_EQ(entry.title, titles.count(day) ? titles[day] : titles.count("") ? titles[""] : "Daily") << day;
        EXPECT_EQ(entry.answers.at("room@example.com"), "ACCEPTED");
        for (std::size_t guest = 0; guest < guests_.size(); ++guest) {
            auto& mine = said[guest];
            const auto wanted = mine.count(day) ? mine[day] : mine.count("") ? mine[""] : "NEEDS-ACTION";
            EXPECT_EQ(entry.answers.at(addressOf(guest)), wanted) << day << " " << addressOf(guest);
        }
    }
}

TEST_F(MeetingTest, CopiesAgreeWhenTheMeetingMovesMeanwhile) {
    atOnce(
        [&] {
            for (int turn = 0; turn < 6; ++turn) {
                insist([&] {
                    update(anna(), meeting_, [turn](EventFields& fields) {
                        fields.start =
                            *ical::parseTime("20260310T1" + std::to_string(turn % 4) + "0000", "Europe/Berlin");
                        fields.end = fields.start;
                        fields.end.local += std::chrono::minutes(30);
                        fields.summary = "Moved " + std::to_string(turn);
                    });
                });
            }
        },
        [&](std::size_t guest) {
            std::mt19937 random(static_cast<unsigned>(guest) + 200);
            for (int turn = 0; turn < 3; ++turn) {
                const auto status = answerOf(random());
                insist([&] { answer(callerOf(guests_[guest]), copies_[guest], status); });
            }
        });
    for (const auto& [day, entry] : agreed()) {
        EXPECT_EQ(entry.title, "Moved 5");
        EXPECT_EQ(entry.start, "20260310T110000");
        EXPECT_EQ(entry.answers.at("room@example.com"), "ACCEPTED");
    }
}

}  // namespace
}  // namespace groupware::calendar
