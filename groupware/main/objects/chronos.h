#pragma once

#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/calendar/api/actions.h"
#include "groupware/calendar/api/export_events.h"
#include "groupware/calendar/api/find_events.h"
#include "groupware/calendar/api/import_events.h"
#include "groupware/calendar/api/invitations.h"
#include "groupware/calendar/queries/stored_files.h"
#include "groupware/formats/ical/zones.h"
#include "groupware/main/objects/attachments.h"
#include "groupware/main/objects/calendar.h"
#include "groupware/main/objects/calendar_files.h"
#include "groupware/main/objects/free_busy.h"
#include "groupware/main/objects/platform.h"

namespace groupware::main {

/// What clients call of the calendar: the modules `chronos` and `freebusy`, import, export, `find`, settings.
class Chronos {
public:
    /// All outlive this object.
    struct Parts {
        const Calendar& calendar;
        const FreeBusy& freeBusy;
        Attachments& attachments;
    };
    Chronos(const Platform& platform, const Parts& parts, const formats::ical::FindZone& find);

    /// What `find` does with events.
    [[nodiscard]] const api::FindModule& finder() const noexcept { return finder_; }

    /// How events look in answers.
    [[nodiscard]] const calendar::api::View& view() const noexcept { return actions_.view(); }

    void addTo(api::Registry& registry) {
        actions_.addTo(registry);
        invitations_.addTo(registry);
    }
    /// `modules/calendar/...` and `Calendarnotification`.
    static void addTo(api::ConfigTree& settings);
    void addTo(CalendarFiles& files) { files.add("calendar", import_, export_); }

private:
    calendar::StoredFiles files_;
    calendar::api::Actions actions_;
    calendar::api::Invitations invitations_;
    calendar::api::FindEvents finder_;
    calendar::api::ImportEvents import_;
    calendar::api::ExportEvents export_;
};

}  // namespace groupware::main
