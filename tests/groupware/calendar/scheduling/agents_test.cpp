#include "groupware/calendar/scheduling/attendee.h"
#include "groupware/calendar/scheduling/organizer.h"
#include "tests/groupware/calendar/scheduling/meeting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace groupware::calendar::scheduling {
namespace {

using test::attendee;
using test::daily;
using test::instance;
using test::kAnna;
using test::kBert;
using test::kCarl;
using test::parse;
using test::replaced;
using test::timesOn;

using Told = std::vector<std::string>;

std::string everywhere(std::string text, const std::string& from, const std::string& to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// Carl's line in the series and in each changed instance.
std::string carlsAgent(const std::string& text, const std::string& agent) {
    return everywhere(text, "ATTENDEE:mailto:carl", "ATTENDEE;SCHEDULE-AGENT=" + agent + ":mailto:carl");
}

/// "REQUEST carl 03".
Told messagesOf(const std::vector<Message>& messages) {
    Told result;
    for (const auto& message : messages) {
        auto text = std::string(nameOf(message.method)) + ' ' + mailAddress(message.recipient).substr(0, 4);
        for (const auto& id : message.instances) text += ' ' + id.substr(6, 2);
        result.push_back(std::move(text));
    }
    return result;
}

Told organizersChange(const std::string& before, const std::string& after) {
    const auto old = before.empty() ? std::optional<ical::Component>() : parse(before);
    const auto now = after.empty() ? std::optional<ical::Component>() : parse(after);
    return messagesOf(organizerChanges(old ? &*old : nullptr, now ? &*now : nullptr, test::now()).messages);
}

const std::string kExdate = "EXDATE;TZID=Europe/Berlin:20260303T100000\r\n";
const std::string kPeople = attendee(kAnna, ";PARTSTAT=ACCEPTED") + attendee(kBert);

std::string third(const std::string& lines) {
    return instance(3, timesOn(3) + "SUMMARY:Talk\r\n" + kPeople + lines);
}

struct Change {
    const char* what;
    std::string before;
    std::string after;
    Told told;  ///< if the server asks everybody
};

std::vector<Change> changes() {
    const auto moved = instance(3, timesOn(3, "140000", "150000") + "SUMMARY:Talk\r\n" + kPeople + attendee(kCarl));
    const auto longer = [](const std::string& text) { return everywhere(text, "SUMMARY:Talk", "SUMMARY:Long talk"); };
    const auto exceptCarl = daily("", third(""));
    const auto onlyCarls = replaced(daily("", third(attendee(kCarl))), attendee(kCarl), "");
    return {
        {"a series created", "", daily(), {"REQUEST bert", "REQUEST carl"}},
        {"the series changed", daily(), longer(daily()), {"REQUEST bert", "REQUEST carl"}},
        {"an instance moved", daily(), daily("", moved), {"REQUEST bert 03", "REQUEST carl 03"}},
        {"a changed instance changed",
         daily("", moved),
         daily("", longer(moved)),
         {"REQUEST bert 03", "REQUEST carl 03"}},
        {"an instance deleted", daily(), daily(kExdate), {"CANCEL bert 03", "CANCEL carl 03"}},
        {"a changed instance deleted", daily("", moved), daily(kExdate), {"CANCEL bert 03", "CANCEL carl 03"}},
        {"this and all that follow, the first part",
         daily(),
         replaced(daily(), "COUNT=5", "COUNT=2"),
         {"REQUEST bert", "REQUEST carl"}},
        {"taken out of an instance", daily(), exceptCarl, {"REQUEST bert 03", "CANCEL carl 03"}},
        {"invited to an instance only",
         replaced(daily(), attendee(kCarl), ""),
         onlyCarls,
         {"REQUEST bert 03", "REQUEST carl 03"}},
        {"invited to an instance only, it is deleted",
         onlyCarls,
         replaced(daily(kExdate), attendee(kCarl), ""),
         {"CANCEL bert 03", "CANCEL carl 03"}},
        {"taken out of all", daily(), replaced(daily(), attendee(kCarl), ""), {"REQUEST bert", "CANCEL carl"}},
        {"all deleted", daily("", moved), "", {"CANCEL bert", "CANCEL carl"}},
    };
}

// RFC 6638 section 7.1: only those whom the server asks hear of anything, whatever changes and where.
TEST(Agents, WhoIsAskedBySomebodyElseHearsOfNothing) {
    for (const auto& each : changes()) {
        EXPECT_EQ(organizersChange(each.before, each.after), each.told) << each.what;
        Told withoutCarl = each.told;
        std::erase_if(withoutCarl, [](const std::string& one) { return one.find("carl") != std::string::npos; });
        EXPECT_EQ(organizersChange(carlsAgent(each.before, "SERVER"), carlsAgent(each.after, "SERVER")), each.told)
            << each.what;
        for (const auto* agent : {"CLIENT", "NONE"}) {
            EXPECT_EQ(organizersChange(carlsAgent(each.before, agent), carlsAgent(each.after, agent)), withoutCarl)
                << each.what << ", " << agent;
        }
    }
}

struct Mixed {
    const char* what;
    std::string before;
    std::string after;
    Told carl;
};

// Section 7.1 leaves open what differs between instances: who is asked by the server anywhere hears of everything.
TEST(Agents, MayDifferBetweenInstances) {
    const auto clients = attendee(kCarl, ";SCHEDULE-AGENT=CLIENT");
    const auto inInstance = daily("", third(clients));
    const auto inSeries = replaced(daily("", third(attendee(kCarl))), attendee(kCarl), clients);
    const auto longer = [](const std::string& text) { return everywhere(text, "SUMMARY:Talk", "SUMMARY:Long talk"); };
    const std::vector<Mixed> cases{
        {"CLIENT at an instance from the beginning", "", inInstance, {"REQUEST carl"}},
        {"CLIENT in the series only, from the beginning", "", inSeries, {"REQUEST carl"}},
        {"all changes", inInstance, longer(inInstance), {"REQUEST carl"}},
        {"from SERVER to CLIENT everywhere",
         daily("", third(attendee(kCarl))),
         carlsAgent(daily("", third(attendee(kCarl))), "CLIENT"),
         {"CANCEL carl"}},
        {"from CLIENT to SERVER everywhere",
         carlsAgent(daily("", third(attendee(kCarl))), "CLIENT"),
         daily("", third(attendee(kCarl))),
         {"REQUEST carl"}},
        {"from mixed to NONE everywhere",
         inInstance,
         carlsAgent(daily("", third(attendee(kCarl))), "NONE"),
         {"CANCEL carl"}},
        {"all deleted", inSeries, "", {"CANCEL carl"}},
    };
    for (const auto& each : cases) {
        auto told = organizersChange(each.before, each.after);
        std::erase_if(told, [](const std::string& one) { return one.find("carl") == std::string::npos; });
        EXPECT_EQ(told, each.carl) << each.what;
    }
}

// Section 7.2: at an instance, too; not to those whom somebody else asks.
TEST(Agents, AreForced) {
    const auto forced = attendee(kCarl, ";SCHEDULE-FORCE-SEND=REQUEST");
    const auto before = daily("", third(attendee(kCarl)));
    const auto outcome = parse(replaced(before, third(attendee(kCarl)), third(forced)));
    const auto told = organizersChange(before, outcome.text());
    EXPECT_EQ(told, Told{"REQUEST carl"});
    for (const auto* agent : {"CLIENT", "NONE"}) {
        const auto others = carlsAgent(before, agent);
        const auto line = "ATTENDEE;SCHEDULE-AGENT=" + std::string(agent) + ":mailto:carl";
        const auto asked = replaced(others, line, replaced(line, ":mailto", ";SCHEDULE-FORCE-SEND=REQUEST:mailto"));
        EXPECT_TRUE(organizersChange(others, asked).empty()) << agent;
    }
}

// Section 7.1 of ORGANIZER: the attendee's server says nothing in his name.
TEST(Agents, AnAttendeesAnswersAreHisClients) {
    const auto accepted = [](const std::string& text) {
        return everywhere(text, "ATTENDEE:mailto:carl", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:carl");
    };
    const auto changed = daily("", third(attendee(kCarl)));
    const auto declined = daily("", third(attendee(kCarl, ";PARTSTAT=DECLINED")));
    const std::vector<Change> answers{
        {"all", daily(), accepted(daily()), {"REPLY anna"}},
        {"all, with a changed instance", changed, accepted(changed), {"REPLY anna"}},
        {"an instance", changed, declined, {"REPLY anna 03"}},
        {"an instance deleted", daily(), daily(kExdate), {"REPLY anna 03"}},
    };
    for (const auto& each : answers) {
        for (const auto* agent : {"", "SERVER", "CLIENT", "NONE"}) {
            const auto with = [&](const std::string& text) {
                if (agent[0] == '\0') return text;
                return everywhere(text, "ORGANIZER:", "ORGANIZER;SCHEDULE-AGENT=" + std::string(agent) + ":");
            };
            const auto outcome = attendeeChanges(parse(with(each.before)), parse(with(each.after)), kCarl, test::now());
            const bool server = agent[0] == '\0' || agent[0] == 'S';
            EXPECT_EQ(messagesOf(outcome.messages), server ? each.told : Told{}) << each.what << ' ' << agent;
        }
    }
}

}  // namespace
}  // namespace groupware::calendar::scheduling
