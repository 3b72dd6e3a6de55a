#include "groupware/api/registry.h"
#include "groupware/calendar/api/appointments/appointment_actions.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/store/event_reader.h"
#include "tests/groupware/calendar/desktop_objects.h"
#include "tests/groupware/calendar/free_objects.h"
#include "tests/groupware/calendar/scheduling_fixture.h"
#include "tests/groupware/main/direct_call.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar::api {
namespace {

using main::DirectCall;
using Parameters = DirectCall::Parameters;

/// What a client of the older interface does not change stays octet for octet, whoever wrote it.
class RoundTripTest : public SchedulingTest {
protected:
    RoundTripTest() { actions_.addTo(registry_); }

    json::Object::Ptr run(const std::string& action, const Parameters& parameters, const std::string& body = {}) {
        const std::array<std::string, 1> segments{"calendar"};
        auto caller = anna();
        caller.timeZone = zone_;
        auto& entry = *registry_.find(segments, action).entry;
        return json::requireObject(entry.action->handle(caller, DirectCall(parameters, body)).data, "data");
    }
    EventId store(const test::ClientObject& object) {
        EventId id;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            ObjectWriting writing(tx, conditions());
            auto& stored = writing.store({.owner = CalendarUser::of(kAnna), .folder = annas_}, parsed(object.text),
                                         ScheduleTag::Changes);
            writing.finish();
            id = stored.object.id;
        });
        return id;
    }
    /// The series, or the single event, and the changed instances.
    std::vector<EventId> eventsOf(EventId object) {
        auto session = database().read(kContext, Freshness::strict());
        std::vector<EventId> events;
        for (const auto& row : EventReader(session).ofObjects({&object.value, 1})) events.push_back(row.id);
        return events;
    }
    Parameters named(EventId event) const {
        return {{"id", std::to_string(event.value)},
                {"folder", std::to_string(annas_.value)},
                {"timestamp", std::to_string(kNow.value)}};
    }
    json::Object::Ptr get(EventId event) { return run("get", named(event)); }
    void update(EventId event, json::Object::Ptr members) {
        members->set("ignore_conflicts", true);
        const auto answer = run("update", named(event), json::write(members));
        EXPECT_TRUE(answer->has("id"));
    }
    static std::vector<std::string> namesOf(const json::Object::Ptr& object) {
        std::vector<std::string> names;
        for (const auto& [name, value] : *object) names.push_back(name);
        return names;
    }

    static std::vector<test::ClientObject> clientObjects() {
        auto objects = test::desktopObjects();
        for (auto& object : test::freeObjects()) objects.push_back(std::move(object));
        return objects;
    }

    std::string zone_ = "Europe/Berlin";
    CalendarQueries queries_{database(), access_, findZone, [this] { return limits_; }};
    FreeBusyService freeBusy_{database(), access_, findZone, [this] { return freeBusyLimits_; }};
    CalendarService service_{{.database = database(),
                              .access = access_,
                              .queries = queries_,
                              .scheduling = scheduling_,
                              .freeBusy = freeBusy_,
                              .clock = clock_,
                              .find = findZone}};
    engine::Zones zones_{findZone};
    AppointmentActions actions_{
        {.database = database(), .queries = queries_, .zones = zones_, .find = findZone}, service_, freeBusy_};
    engine::Registry registry_;
};

TEST_F(RoundTripTest, WhatIsSentBackAsItWasShownChangesNoOctet) {
    for (const auto& object : clientObjects()) {
        const auto id = store(object);
        ASSERT_EQ(stored(id)->text, object.text) << object.client;
        for (const auto& zone : {"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"}) {
            zone_ = zone;
            for (const auto event : eventsOf(id)) {
                update(event, get(event));
                ASSERT_EQ(stored(id)->text, object.text) << object.client << " in " << zone;
            }
        }
    }
}

TEST_F(RoundTripTest, NeitherDoesAnyPartOfIt) {
    std::mt19937 random(20261121);
    for (const auto& object : clientObjects()) {
        const auto id = store(object);
        for (const auto event : eventsOf(id)) {
            const auto shown = get(event);
            for (const auto& name : namesOf(shown)) {
                auto one = json::makeObject();
                one->set(name, shown->get(name));
                update(event, one);
                ASSERT_EQ(stored(id)->text, object.text) << object.client << ": " << name;
            }
            for (int round = 0; round < 20; ++round) {
                auto some = json::makeObject();
                for (const auto& name : namesOf(shown)) {
                    if (random() % 2 == 0) some->set(name, shown->get(name));
                }
                update(event, some);
                ASSERT_EQ(stored(id)->text, object.text) << object.client << ": " << json::write(some);
            }
        }
    }
}

/// Attendees outside are told, which is noted with them.
TEST_F(RoundTripTest, ANewTitleChangesItsLineAndTheStampsOnly) {
    for (const auto& object : clientObjects()) {
        const auto id = store(object);
        const auto event = eventsOf(id).front();
        auto title = json::makeObject();
        title->set("title", std::string("Something else"));
        try {
            update(event, title);
        } catch (const Error& error) {  // an attendee may not
            EXPECT_EQ(error.code(), ErrorCode::Forbidden) << object.client;
            EXPECT_EQ(stored(id)->text, object.text) << object.client;
            continue;
        }
        // Every line that there was is still there, in its octets.
        const auto text = stored(id)->text;
        const auto stamp = [](const std::string& line) {
            const auto named = [&](const char* name) { return line.starts_with(name); };
            return named("SUMMARY") || named("summary") || named("DTSTAMP") || named("LAST-MODIFIED") ||
                   named("SEQUENCE") || named("ATTENDEE") || named(" ") || named("\t");
        };
        for (std::size_t at = 0; at < object.text.size();) {
            const auto end = object.text.find('\n', at);
            const auto line = object.text.substr(at, end - at + 1);
            at = end + 1;
            if (stamp(line)) continue;
            EXPECT_NE(text.find(line), std::string::npos) << object.client << ": " << line;
        }
        EXPECT_NE(text.find("Something else"), std::string::npos) << object.client;
    }
}

}  // namespace
}  // namespace groupware::calendar::api
