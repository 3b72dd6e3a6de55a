#pragma once

#include "groupware/calendar/attendee_id.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/freebusy/resource_booking.h"
#include "groupware/calendar/outbox/outbox.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/calendar/service/scheduling.h"
#include "groupware/principals/guest.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "tests/groupware/calendar/calendar_fixture.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace groupware::calendar {

/// CalendarService on a real MariaDB: Anna, Bert and Carl, a group of the last two, a room whose bookings Carl manages.
class WritesTest : public CalendarTest {
protected:
    WritesTest()
        : booking_(clock_, findZone, [this] { return freeBusyLimits_; }),
          queries_(database(), access_, findZone, [this] { return limits_; }),
          freeBusy_(database(), access_, findZone, [this] { return freeBusyLimits_; }),
          scheduling_({.outbox = outbox_,
                       .booking = booking_,
                       .clock = clock_,
                       .find = findZone,
                       .limits = [this] { return limits_; }}),
          service_({.database = database(),
                    .access = access_,
                    .queries = queries_,
                    .scheduling = scheduling_,
                    .freeBusy = freeBusy_,
                    .clock = clock_,
                    .find = findZone}) {
        database().write(kContext, [this](dbpool::WriteTransaction& tx) {
            team_ = principals::addGroup(tx, {.name = "team", .displayName = "Team", .members = {kBert, kCarl}});
            principals::BookingPolicy policy;
            policy.entries[{.group = false, .id = kCarl.value}] = principals::BookingPrivilege::Delegate;
            room_ = principals::addResource(
                tx, {.name = "room", .displayName = "Room", .email = "room@example.com", .booking = policy});
        });
    }

    // -- attendees
    static ical::Person user(UserId id) { return {.uri = uriOf({.kind = AttendeeId::Kind::User, .id = id.value})}; }
    static ical::Person mail(const std::string& address) { return {.uri = "mailto:" + address}; }
    ical::Person team() const { return {.uri = uriOf({.kind = AttendeeId::Kind::Group, .id = team_.value})}; }
    ical::Person room() const { return {.uri = uriOf({.kind = AttendeeId::Kind::Resource, .id = room_.value})}; }

    // -- changes
    using Fields = std::function<void(EventFields&)>;
    /// An hour in Berlin.
    static Fields event(const std::string& summary, const std::string& start = "20260310T100000",
                        std::vector<ical::Person> attendees = {}, const std::string& rule = "") {
        return [=](EventFields& fields) {
            fields.summary = summary;
            fields.start = *ical::parseTime(start, "Europe/Berlin");
            fields.end = fields.start;
            fields.end.local += std::chrono::hours(1);
            fields.attendees = attendees;
            fields.rule = rule;
        };
    }
    static Fields titled(const std::string& summary) {
        return [summary](EventFields& fields) { fields.summary = summary; };
    }

    // -- verbs
    WriteResult make(const Caller& caller, FolderId folder, const Fields& fields, const WriteOptions& options = {}) {
        return service_.create(caller, folder, {.fields = fields}, options);
    }
    EventRef made(const Caller& caller, FolderId folder, const Fields& fields) {
        const auto result = make(caller, folder, fields);
        return {.folder = folder, .id = result.created.at(0).id};
    }
    WriteResult update(const Caller& caller, const EventRef& ref, const Fields& fields,
                       const WriteOptions& options = {}) {
        return service_.update(caller, ref, {.fields = fields}, options);
    }
    WriteResult move(const Caller& caller, const EventRef& ref, FolderId folder) {
        return service_.update(caller, ref, {.folder = folder}, {});
    }
    Removal remove(const Caller& caller, const EventRef& ref, const WriteOptions& options = {}) {
        return service_.remove(caller, {&ref, 1}, options);
    }
    ErrorCode refusal(const Removal& removal) {
        EXPECT_EQ(removal.refused.size(), 1U);
        return removal.refused.empty() ? ErrorCode::Internal : removal.refused[0].error.code();
    }
    WriteResult answer(const Caller& caller, const EventRef& ref, PartStat status, const std::string& attendee = "") {
        return service_.answer(caller, ref, {.partStat = status, .comment = "so it is", .attendee = attendee}, {});
    }
    /// An instance of a series.
    static EventRef at(const EventRef& series, const std::string& recurrenceId) {
        return {.folder = series.folder, .id = series.id, .recurrenceId = recurrenceId};
    }

    // -- what is there
    [[nodiscard]] std::vector<CalendarObject> copies(const std::string& uid) {
        auto session = database().read(kContext, Freshness::strict());
        return ObjectReader(session).copies(uid);
    }
    [[nodiscard]] std::optional<CalendarObject> copyOf(const CalendarUser& owner, const std::string& uid) {
        auto session = database().read(kContext, Freshness::strict());
        return ObjectReader(session).findByUid(owner, uid);
    }
    [[nodiscard]] std::optional<CalendarObject> copyOf(UserId owner, const std::string& uid) {
        return copyOf(CalendarUser::of(owner), uid);
    }
    [[nodiscard]] EventRef refOf(UserId owner, const std::string& uid) {
        const auto copy = copyOf(owner, uid);
        EXPECT_TRUE(copy.has_value());
        return copy ? EventRef{.folder = copy->folder, .id = copy->id} : EventRef{};
    }
    [[nodiscard]] std::string uidOf(const EventRef& ref) { return stored(ref.id).value().uid; }
    [[nodiscard]] std::string textOf(const EventRef& ref) { return stored(ref.id).value().text; }
    [[nodiscard]] bool says(const EventRef& ref, const std::string& words) {
        return unfolded(textOf(ref)).find(words) != std::string::npos;
    }
    [[nodiscard]] static std::string unfolded(std::string text) {
        for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) text.erase(at, 3);
        return text;
    }
    /// PARTSTAT of an attendee in a text, of the first VEVENT that has him; empty: he is not there.
    [[nodiscard]] static std::string statusIn(const std::string& text, const std::string& address) {
        const auto calendar = parsed(text);
        for (const auto& component : calendar.components()) {
            if (!component.is("VEVENT")) continue;
            for (const auto& person : ical::attendees(component)) {
                if (person.address() == address) return person.status;
            }
        }
        return {};
    }
    [[nodiscard]] std::string statusOf(const EventRef& ref, const std::string& address) {
        return statusIn(textOf(ref), address);
    }
    [[nodiscard]] std::int64_t mails() { return rowsOf("calendar_outbox"); }
    /// Rows that a failed write must not leave.
    [[nodiscard]] std::vector<std::int64_t> everything() {
        return {rowsOf("calendar_object"), rowsOf("calendar_event"), rowsOf("calendar_outbox"),
                rowsOf("calendar_personal"), counted()};
    }
    /// A public folder; Bert has these rights.
    [[nodiscard]] FolderId publicFolder(const folders::Rights& forBert) {
        return newFolder("Public", forBert, folders::kPublic);
    }
    /// A public folder in which everybody may write.
    [[nodiscard]] FolderId openFolder(const std::string& name = "Open") {
        return folderService_
            .create(anna(), {.parent = folders::kPublic,
                             .name = name,
                             .module = "calendar",
                             .grants = {{{folders::Grantee::of(kAnna), folders::kOwnerRights},
                                         {folders::Grantee::of(folders::kAllUsers), folders::kAuthorRights}}}})
            .folder;
    }
    /// Bert may do this in a new folder of Anna's.
    [[nodiscard]] FolderId shared(const folders::Rights& forBert) { return newFolder("Shared", forBert); }

    FreeBusyLimits freeBusyLimits_{FreeBusyLimits::from(Configuration(options()))};
    Outbox outbox_{clock_, [] { return true; }, [](ContextId) {}};
    ResourceBooking booking_;
    CalendarQueries queries_;
    FreeBusyService freeBusy_;
    Scheduling scheduling_;
    CalendarService service_;
    GroupId team_;
    principals::ResourceId room_;
};

}  // namespace groupware::calendar
