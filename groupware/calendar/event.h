#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/freshness.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/calendar_user.h"
#include "groupware/formats/ical/attachment.h"
#include "groupware/formats/ical/people.h"
#include "groupware/formats/ical/properties.h"
#include "groupware/formats/ical/time_value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace groupware::calendar {

namespace ical = formats::ical;

/// Unique inside its context. The id of a series, or of an event that does not recur, is also its calendar object's;
/// each instance that was changed has one of its own.
using EventId = Id<struct EventKind>;

// Numbers are stored.
enum class Class : std::int64_t { Public = 0, Private = 1, Confidential = 2 };
enum class Status : std::int64_t { None = 0, Tentative = 1, Confirmed = 2, Cancelled = 3 };
/// FBTYPE. RFC 5545 section 3.2.9.
enum class Busy : std::int64_t { Free = 0, Busy = 1, Tentative = 2, Unavailable = 3 };
/// The owner's PARTSTAT. None: he is no attendee.
enum class PartStat : std::int64_t {
    None = 0,
    NeedsAction = 1,
    Accepted = 2,
    Declined = 3,
    Tentative = 4,
    Delegated = 5
};
/// What the owner of an object is in scheduling. RFC 6638 section 3.2.
enum class Role : std::int64_t {
    None = 0,
    Organizer = 1,  ///< also in public folders: their organizer put it there
    Attendee = 2,
    Foreign = 3,  ///< in public folders: somebody else put it there, in whose name nobody hears of anything
};

/// What lists say about an event without its text. Bits; stored.
enum class Hint : std::int64_t {
    Derived = 1,          ///< the others are known: rows of older versions have nothing until they are indexed anew
    Alarms = 2,           ///< the viewer's
    Conferences = 4,      ///< CONFERENCE, RFC 7986 section 5.11
    Attachments = 8,      ///< ATTACH
    OthersDeclined = 16,  ///< everybody but the organizer
    Transparent = 32,     ///< TRANSP, whatever the owner answered
    FirstInstance = 64,   ///< of its series; deleted instances do not count
    LastInstance = 128,
    AttendeesMayChange = 256  ///< EventFields::attendeesMayChange
};
class Hints {
public:
    constexpr Hints() = default;
    /// @param bits  as stored
    explicit constexpr Hints(std::int64_t bits) noexcept : bits_(bits) {}

    [[nodiscard]] constexpr bool has(Hint hint) const noexcept {
        return (bits_ & static_cast<std::int64_t>(hint)) != 0;
    }
    constexpr void set(Hint hint, bool on = true) noexcept {
        bits_ = on ? bits_ | static_cast<std::int64_t>(hint) : bits_ & ~static_cast<std::int64_t>(hint);
    }
    [[nodiscard]] constexpr std::int64_t bits() const noexcept { return bits_; }
    [[nodiscard]] friend constexpr bool operator==(Hints, Hints) = default;

private:
    std::int64_t bits_ = 0;
};

/// VALARM. RFC 5545 section 3.6.6, RFC 9074.
struct Alarm {
    std::string uid{};
    std::string action = "DISPLAY";  ///< or AUDIO, EMAIL, ...; capitals
    std::string trigger{};           ///< value of TRIGGER: a duration, or an instant in UTC
    bool fromEnd = false;            ///< the duration is counted from the end
    std::string summary{};
    std::string description{};
    std::vector<ical::Person> attendees{};  ///< of EMAIL
    std::optional<Instant> acknowledged{};
    std::string relatedTo{};  ///< UID of the alarm that this one snoozes
    std::size_t origin = 0;   ///< its place among the alarms it was read from, from 1; 0 for a new one. Leave it alone

    /// Whatever they were read from.
    [[nodiscard]] friend bool operator==(const Alarm& a, const Alarm& b) {
        const auto all = [](const Alarm& each) {
            return std::tie(each.uid, each.action, each.trigger, each.fromEnd, each.summary, each.description,
                            each.attendees, each.acknowledged, each.relatedTo);
        };
        return all(a) == all(b);
    }
};

/// CONFERENCE. RFC 7986 section 5.11.
struct Conference {
    std::string uri{};
    std::string label{};
    std::vector<std::string> features{};  ///< AUDIO, VIDEO, PHONE, ...; capitals
    ical::PropertyId origin = 0;          ///< see ical::Person

    /// Whatever they were read from.
    [[nodiscard]] friend bool operator==(const Conference& a, const Conference& b) {
        return a.uri == b.uri && a.label == b.label && a.features == b.features;
    }
};

/// A property that has no member below, X- and IANA ones. RFC 5545 section 3.8.8.
struct ExtendedProperty {
    std::string name{};
    std::string value{};  ///< as written
    std::vector<std::pair<std::string, std::string>> parameters{};

    [[nodiscard]] friend bool operator==(const ExtendedProperty&, const ExtendedProperty&) = default;
};

/// What one VEVENT says. RFC 5545 section 3.6.1. Setting a member changes its lines and no others: see vevent.h.
struct EventFields {
    std::string uid{};
    std::optional<ical::TimeValue> recurrenceId{};
    ical::TimeValue start{};
    ical::TimeValue end{};  ///< exclusive, in the form of `start`, perhaps in another zone; a DURATION is added to it
    std::string rule{};     ///< RRULE, as written
    std::vector<ical::TimeValue> additions{};   ///< RDATE; of periods their starts
    std::vector<ical::TimeValue> exceptions{};  ///< EXDATE
    std::string summary{};
    std::string description{};
    std::string location{};
    std::vector<std::string> categories{};
    Class classification = Class::Public;
    Status status = Status::None;
    bool transparent = false;  ///< TRANSP:TRANSPARENT
    int priority = 0;          ///< 1 highest ... 9 lowest, 0 none
    int sequence = 0;
    std::string color{};  ///< a name of CSS. RFC 7986 section 5.9
    std::string url{};
    std::optional<std::pair<double, double>> geo{};  ///< latitude and longitude, degrees
    std::optional<ical::Person> organizer{};
    std::vector<ical::Person> attendees{};
    /// Attendees of the organizer's context change the event itself, not only what is theirs: kAttendeePrivileges.
    bool attendeesMayChange = false;
    std::vector<Alarm> alarms{};
    std::vector<ical::Attachment> attachments{};
    std::vector<Conference> conferences{};
    std::vector<ical::RelatedTo> relatedTo{};
    std::vector<ExtendedProperty> extended{};
    std::optional<Instant> created{};
    std::optional<Instant> lastModified{};

    /// Of a series: what recurs.
    [[nodiscard]] bool recurs() const noexcept { return !rule.empty() || !additions.empty(); }
    [[nodiscard]] friend bool operator==(const EventFields&, const EventFields&) = default;
};

/// An event as somebody sees it in one calendar: one that does not recur, a series, an instance that was changed, or
/// any other instance of a series.
struct Event {
    EventId id{};
    EventId object{};  ///< id of the series that it belongs to; its own if there is none
    FolderId folder{};
    CalendarUser owner{};
    Role role = Role::None;
    std::string name{};  ///< of the resource
    std::string uid{};
    /// RECURRENCE-ID without its zone: of instances. In the form of the start of the series.
    std::string recurrenceId{};
    bool recurs = false;     ///< is a series
    bool exception = false;  ///< is an instance that was changed
    Instant start{};         ///< floating times and whole days: as who looks has them
    Instant end{};           ///< exclusive
    bool wholeDays = false;
    bool floating = false;
    std::string zone{};  ///< name in the time zone database; empty: UTC or floating
    Busy busy = Busy::Busy;
    Hints hints{};
    Class classification = Class::Public;
    Status status = Status::None;
    PartStat partStat = PartStat::None;  ///< of the owner
    std::string organizer{};             ///< address or URI
    int attendeeCount = 0;
    int sequence = 0;
    std::string summary{};
    std::string location{};
    std::vector<std::string> categories{};
    std::string color{};
    std::int64_t attachmentCount = 0;
    std::optional<Instant> newestAttachment{};
    UserId createdBy{};
    Instant createdAt{};
    UserId changedBy{};
    Seq createdSeq{};
    Seq seq{};
    Seq scheduleTag{};
    /// The caller may only know when it is: nothing but ids, times, busy and class is filled in. RFC 5545 section
    /// 3.8.1.3.
    bool anonymous = false;
    /// Everything else, if asked for. Alarms and transparency are the caller's own. Of an instance that was not
    /// changed: what the series says, with the instance's times.
    std::optional<EventFields> fields{};
    // Of a series, if details are asked for: RECURRENCE-IDs, in order.
    std::vector<std::string> changedInstances{};
    std::vector<std::string> deletedInstances{};
};

}  // namespace groupware::calendar
