#pragma once

#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/lines/ascii.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "groupware/principals/store/user_store.h"
#include "tests/groupware/calendar/calendar_fixture.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace groupware::calendar {

/// Scheduling on a real MariaDB: Anna, Bert and Carl have calendars, eva@outside.org has none here.
class SchedulingTest : public CalendarTest {
protected:
    static std::string attendee(const std::string& name, const std::string& parameters = {}) {
        return "ATTENDEE" + parameters +
               ":mailto:" + (name.find('@') == std::string::npos ? name + "@example.com" : name) + "\r\n";
    }
    static std::string meeting(const std::string& lines, const std::string& uid = "u1", const std::string& more = {}) {
        return vcalendar(vevent(uid,
                                "ORGANIZER:mailto:Anna@example.com\r\nDTSTART;TZID=Europe/Berlin:20260310T100000\r\n"
                                "DTEND;TZID=Europe/Berlin:20260310T110000\r\nSUMMARY:Talk\r\n" +
                                    lines) +
                         more);
    }
    static std::string replaced(std::string text, const std::string& from, const std::string& to) {
        const auto place = text.find(from);
        return place == std::string::npos ? "not found: " + from : text.replace(place, from.size(), to);
    }
    static std::string unfolded(std::string text) {
        for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) text.erase(at, 3);
        return text;
    }

    /// A new object in a calendar.
    EditedObject make(const Caller& caller, UserId owner, const std::string& text) {
        return store(caller, {.object = {.owner = CalendarUser::of(owner), .folder = calendarOf(owner)},
                              .calendar = parsed(text)});
    }
    /// Somebody's copy says something else.
    EditedObject change(const Caller& caller, UserId owner, const std::string& text, const std::string& uid = "u1") {
        const auto before = *copy(owner, uid);
        return store(caller, {.before = before, .object = before, .calendar = parsed(text)});
    }
    EditedObject change(const Caller& caller, UserId owner, const std::string& from, const std::string& to,
                        const std::string& uid) {
        return change(caller, owner, replaced(copy(owner, uid)->text, from, to), uid);
    }
    EditedObject remove(const Caller& caller, UserId owner, const std::string& uid = "u1") {
        const auto before = *copy(owner, uid);
        return store(caller, {.before = before, .object = before});
    }
    EditedObject store(const Caller& caller, const ObjectEdit& edit) {
        clock_.advance(std::chrono::seconds(1));
        EditedObject result;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) { result = scheduling_.store(tx, caller, edit); });
        return result;
    }
    Scheduling::Delivery deliver(UserId recipient, const std::string& text, bool force = false) {
        clock_.advance(std::chrono::seconds(1));
        const auto message = scheduling::readMessage(parsed(text), {.find = findZone});
        Scheduling::Delivery result;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            result = scheduling_.deliver(tx, recipient, message, {.force = force});
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, {0}, 0));
        });
        return result;
    }

    [[nodiscard]] std::optional<CalendarObject> copy(const CalendarUser& owner, const std::string& uid = "u1") {
        auto session = database().read(kContext, Freshness::strict());
        return ObjectReader(session).findByUid(owner, uid);
    }
    [[nodiscard]] std::optional<CalendarObject> copy(UserId owner, const std::string& uid = "u1") {
        return copy(CalendarUser::of(owner), uid);
    }
    [[nodiscard]] std::string text(UserId owner, const std::string& uid = "u1") {
        const auto found = copy(owner, uid);
        return found ? unfolded(found->text) : "no copy";
    }
    [[nodiscard]] bool says(UserId owner, const std::string& words, const std::string& uid = "u1") {
        return text(owner, uid).find(words) != std::string::npos;
    }
    /// "A N -": PARTSTATs of somebody in the copies of Anna, Bert and Carl; of an instance, if it has an own VEVENT.
    [[nodiscard]] std::string answers(const std::string& name, const std::string& recurrenceId = {}) {
        std::string result;
        for (const auto owner : {kAnna, kBert, kCarl}) {
            if (!result.empty()) result += ' ';
            result += answer(copy(owner), name, recurrenceId);
        }
        return result;
    }
    [[nodiscard]] static std::string answer(const std::optional<CalendarObject>& object, const std::string& name,
                                            const std::string& recurrenceId = {}) {
        if (!object) return "-";
        const auto calendar = parsed(object->text);
        for (const auto* event : formats::ical::all(calendar, "VEVENT")) {
            const auto id = formats::ical::time(*event, "RECURRENCE-ID");
            if ((id ? formats::ical::write(*id) : std::string()) != recurrenceId) continue;
            for (const auto& person : formats::ical::attendees(*event)) {
                const auto wanted = name.find('@') == std::string::npos ? name + "@example.com" : name;
                if (person.address() == formats::lines::lower(wanted)) return person.status.substr(0, 1);
            }
        }
        return "-";
    }
    /// "REQUEST eva": what waits in the outbox.
    [[nodiscard]] std::vector<std::string> mails() {
        std::vector<std::string> result;
        auto rows = connect()->queryText("SELECT method, recipient FROM calendar_outbox WHERE cid = 7 ORDER BY 1, 2");
        while (rows.next()) result.push_back(rows.text(1) + ' ' + rows.text(2).substr(0, rows.text(2).find('@')));
        return result;
    }
    principals::ResourceId addRoom() {
        principals::ResourceId room;
        database().write(kContext, [&](dbpool::WriteTransaction& tx) {
            room = principals::addResource(tx, {.name = "room", .displayName = "Room", .email = "room@example.com"});
        });
        return room;
    }

    FreeBusyLimits freeBusyLimits_ = FreeBusyLimits::from(Configuration(options()));
    Outbox outbox_{clock_, [] { return true; }, [](ContextId) {}};
    ResourceBooking booking_{clock_, findZone, [this] { return freeBusyLimits_; }};
    Scheduling scheduling_{
        {.outbox = outbox_, .booking = booking_, .clock = clock_, .find = findZone, .limits = [this] {
             return limits_;
         }}};
};

}  // namespace groupware::calendar
