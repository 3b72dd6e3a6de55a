#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/api/registry.h"
#include "groupware/api/zones.h"
#include "groupware/calendar/api/all_events.h"
#include "groupware/calendar/api/ask_free_busy.h"
#include "groupware/calendar/api/attached_files.h"
#include "groupware/calendar/api/change_organizer.h"
#include "groupware/calendar/api/counters.h"
#include "groupware/calendar/api/delete_events.h"
#include "groupware/calendar/api/event_form.h"
#include "groupware/calendar/api/event_writing.h"
#include "groupware/calendar/api/get_event.h"
#include "groupware/calendar/api/legacy_free_busy.h"
#include "groupware/calendar/api/list_events.h"
#include "groupware/calendar/api/list_needs_action.h"
#include "groupware/calendar/api/list_updates.h"
#include "groupware/calendar/api/move_event.h"
#include "groupware/calendar/api/new_event.h"
#include "groupware/calendar/api/print_calendar.h"
#include "groupware/calendar/api/resolve_event.h"
#include "groupware/calendar/api/results.h"
#include "groupware/calendar/api/update_attendee.h"
#include "groupware/calendar/api/update_event.h"
#include "groupware/calendar/api/view.h"
#include "groupware/calendar/freebusy/free_busy.h"
#include "groupware/calendar/queries/calendar_queries.h"
#include "groupware/calendar/queries/stored_files.h"
#include "groupware/calendar/request_options.h"
#include "groupware/calendar/service/calendar_service.h"
#include "groupware/formats/ical/zones.h"

#include <functional>
#include <utility>

namespace groupware::calendar::api {

/// Every action of the modules `chronos` and `freebusy`, ready to be registered. Outlives the registry.
class Actions {
public:
    /// What the actions call; all outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const CalendarQueries& queries;
        const CalendarService& service;
        const FreeBusyService& freeBusy;
        const StoredFiles& files;
        groupware::api::Action& download;  ///< `attachment?action=document`
        groupware::api::Action& archive;   ///< `attachment?action=zipDocuments`
        const groupware::api::Zones& zones;
        ical::FindZone find;
        std::function<RequestLimits()> limits;  ///< asked at each use: they may change meanwhile
        EventFormLimits form{};
    };
    explicit Actions(const Parts& parts)
        : view_(parts.database, parts.files, parts.find),
          results_(parts.queries, view_),
          writing_({parts.service, parts.queries, parts.files, results_, parts.find, parts.form}),
          all_(parts.queries, view_, parts.limits),
          list_(parts.queries, view_),
          updates_(parts.queries, view_),
          get_(parts.queries, view_),
          resolve_(parts.queries, view_),
          needsAction_(parts.queries, view_),
          print_(parts.queries, parts.find, parts.limits),
          new_(writing_),
          update_(writing_),
          delete_(parts.service, results_),
          updateAttendee_(parts.service, results_),
          counters_(parts.service, results_, parts.find),
          move_(parts.service, results_),
          changeOrganizer_(parts.service, results_),
          download_(parts.queries, parts.download, AttachedFiles::Form::One),
          archive_(parts.queries, parts.archive, AttachedFiles::Form::Archive),
          freeBusy_(parts.database, parts.freeBusy, view_),
          oneFreeBusy_({parts.database, parts.freeBusy, parts.zones, parts.limits}, LegacyFreeBusy::Form::One),
          listFreeBusy_({parts.database, parts.freeBusy, parts.zones, parts.limits}, LegacyFreeBusy::Form::List) {}
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    void addTo(groupware::api::Registry& registry);

    /// How events look in answers.
    [[nodiscard]] const View& view() const noexcept { return view_; }
    /// And what writes did.
    [[nodiscard]] const Results& results() const noexcept { return results_; }

private:
    View view_;
    Results results_;
    EventWriting writing_;
    AllEvents all_;
    ListEvents list_;
    ListUpdates updates_;
    GetEvent get_;
    ResolveEvent resolve_;
    ListNeedsAction needsAction_;
    PrintCalendar print_;
    NewEvent new_;
    UpdateEvent update_;
    DeleteEvents delete_;
    UpdateAttendee updateAttendee_;
    Counters counters_;
    MoveEvent move_;
    ChangeOrganizer changeOrganizer_;
    AttachedFiles download_;
    AttachedFiles archive_;
    AskFreeBusy freeBusy_;
    LegacyFreeBusy oneFreeBusy_;
    LegacyFreeBusy listFreeBusy_;
};

}  // namespace groupware::calendar::api
