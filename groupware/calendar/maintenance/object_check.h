#pragma once

#include "dbpool/routing/read_session.h"
#include "groupware/attachments/attachment.h"
#include "groupware/calendar/calendar_object.h"
#include "groupware/calendar/finding.h"
#include "groupware/calendar/maintenance/calendar_check.h"
#include "groupware/calendar/scheduling/conditions.h"
#include "groupware/calendar/service/owner_addresses.h"
#include "groupware/calendar/service/recipients.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/formats/ical/calendar.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace groupware::calendar {

/// What would mend a calendar.
struct PlannedRepair {
    enum class Strength : std::uint8_t { Reindex, Content, Remove };  ///< the stronger goes before the weaker
    CalendarObject object{};                                          ///< as it is to be; without id: a new one
    std::optional<formats::ical::Component> calendar{};               ///< nothing: it is removed
    std::optional<FolderId> movedFrom{};
    EventId copyOf{};  ///< of a new one, the organizer's object, whose files hang on it, too
    Strength strength = Strength::Reindex;
};

/// One page of a check, in one snapshot or transaction. Internal to maintenance/.
class ObjectCheck {
public:
    ObjectCheck(dbpool::ReadSession& session, const CalendarCheck::Parts& parts);

    /// Objects behind `after`.
    void run(EventId after);

    [[nodiscard]] CalendarCheck::Page& page() noexcept { return page_; }
    [[nodiscard]] const std::vector<PlannedRepair>& repairs() const noexcept { return repairs_; }

private:
    using Component = formats::ical::Component;
    struct Parsed {
        CalendarObject object{};
        std::optional<Component> calendar{};  ///< nothing: unreadable
        IndexedObject index{};                ///< of the calendar
        std::string why{};                    ///< it is unreadable
    };

    // -- object_check.cpp: each object by itself
    void load(EventId after);
    [[nodiscard]] Parsed parse(const CalendarObject& object);
    void checkOne(const Parsed& parsed);
    [[nodiscard]] bool checkPlace(const Parsed& parsed);
    void checkUnreadable(const Parsed& parsed);
    [[nodiscard]] bool checkUid(const Parsed& parsed);
    void checkRows(const Parsed& parsed);
    void loadWhatHangsOn(const std::vector<std::int64_t>& ids);
    [[nodiscard]] Component rebuilt(const Parsed& parsed);

    // -- alarms_check.cpp
    /// Whether everybody's alarms of the object ring next when text and personal alarms say so.
    [[nodiscard]] bool alarmsAgree(const Parsed& parsed);

    // -- copies_check.cpp: organizers and attendees
    void checkCopies(const Parsed& organizers);
    void checkInvited(const Parsed& organizers, const std::string& attendee, std::set<CalendarUser>& invited);
    void checkCopy(const Parsed& organizers, const Parsed& copy, const std::string& attendee);
    void checkAlone(const Parsed& copy);
    [[nodiscard]] bool isOver(const Parsed& parsed) const;
    /// The object from which the meeting of a copy is organized, if that is here; null if there is none.
    [[nodiscard]] const Parsed* organizersOf(const std::string& uid, const CalendarUser& organizer);
    [[nodiscard]] std::optional<CalendarUser> organizerOf(const Component& calendar) const;
    void cancel(const Parsed& copy, FindingKind kind, const std::string& detail);
    [[nodiscard]] scheduling::Conditions conditions() const;

    void note(FindingKind kind, const CalendarObject& object, std::string detail, bool repairable = true);
    void plan(PlannedRepair repair);

    dbpool::ReadSession& session_;
    const CalendarCheck::Parts& parts_;
    Limits limits_;
    Recipients recipients_;
    OwnerAddresses addresses_;
    CalendarCheck::Page page_;
    std::vector<PlannedRepair> repairs_;
    std::map<EventId, std::size_t> planned_;  ///< in repairs_

    std::vector<EventId> ids_;          ///< of the page
    std::map<EventId, Parsed> parsed_;  ///< those, and all copies
    std::map<std::string, std::vector<EventId>, std::less<>> byUid_;
    std::map<EventId, std::vector<StoredEvent>> rows_;
    std::map<EventId, std::vector<StoredTrigger>> alarms_;
    std::map<EventId, std::map<UserId, std::string>> personal_;  ///< alarms of others than the owner
    std::map<EventId, attachments::Summary> files_;
    std::set<EventId> misplaced_;
    std::set<std::int64_t> goneUsers_;
    std::set<std::int64_t> goneResources_;
    std::map<UserId, FolderId> defaults_;  ///< calendars of users
};

}  // namespace groupware::calendar
