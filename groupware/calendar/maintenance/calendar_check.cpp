#include "groupware/calendar/maintenance/calendar_check.h"

#include "groupware/attachments/service/shared_attachments.h"
#include "groupware/base/error.h"
#include "groupware/calendar/maintenance/object_check.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/check_store.h"
#include "groupware/reminders/service/set_reminder.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// Of each sort at once; the next run finds the rest.
constexpr std::size_t kMostStray = 500;
/// In one transaction: some of them are two objects for it.
constexpr std::size_t kMostRepairs = 200;
static_assert(2 * kMostRepairs <= dbpool::WriteTransaction::kMaxObjectsPerTransaction);

/// Rows that belong to nothing: looked for when all objects were seen.
struct Strays {
    std::vector<std::int64_t> events{};
    std::vector<std::pair<EventId, UserId>> personal{};
    std::vector<std::int64_t> reminders{};
    std::vector<std::pair<EventId, UserId>> alarms{};
    std::vector<std::int64_t> requests{};

    [[nodiscard]] bool empty() const {
        return events.empty() && personal.empty() && reminders.empty() && alarms.empty() && requests.empty();
    }
};

Strays findStrays(dbpool::ReadSession& session, std::vector<CalendarFinding>& findings) {
    CheckReader reader(session);
    Strays strays{.events = reader.strayEvents(kMostStray),
                  .personal = reader.strayPersonal(kMostStray),
                  .reminders = reader.strayReminders(kMostStray),
                  .alarms = reader.strayAlarms(kMostStray),
                  .requests = reader.strayRequests(kMostStray)};
    for (const auto event : strays.events) {
        findings.push_back(
            {.kind = FindingKind::StrayIndex, .object = {event}, .detail = "a row of the index without object"});
    }
    for (const auto& [object, user] : strays.personal) {
        findings.push_back({.kind = FindingKind::Personal,
                            .object = object,
                            .owner = CalendarUser::of(user),
                            .detail = "what is a user's own, but user or object is gone"});
    }
    for (const auto target : strays.reminders) {
        findings.push_back({.kind = FindingKind::Reminder, .object = {target}, .detail = "a reminder of what is gone"});
    }
    for (const auto& [object, user] : strays.alarms) {
        findings.push_back({.kind = FindingKind::StrayAlarm,
                            .object = object,
                            .owner = CalendarUser::of(user),
                            .detail = "an alarm, but user or object is gone"});
    }
    for (const auto request : strays.requests) {
        findings.push_back(
            {.kind = FindingKind::Outbox, .detail = "message " + std::to_string(request) + " invites to what is gone"});
    }
    return strays;
}

void remove(dbpool::WriteTransaction& tx, const Strays& strays) {
    if (strays.empty()) return;
    CheckWriter writer(tx);
    if (!strays.events.empty()) writer.removeEvents(strays.events);
    for (const auto& [object, user] : strays.personal) writer.removePersonal(object, user);
    for (const auto& [object, user] : strays.alarms) AlarmWriter(tx).remove(object, user);
    if (!strays.requests.empty()) writer.removeRequests(strays.requests);
    if (!strays.reminders.empty()) {
        reminders::removeReminders(tx, reminders::ReminderModule::Appointment, strays.reminders);
    }
    tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, FolderId{0}, 0));
}

using Copies = std::map<EventId, std::vector<const ObjectWriting::Stored*>>;  // by the organizer's object

/// What hangs on the organizer's object hangs on new copies, too.
void shareFiles(dbpool::WriteTransaction& tx, const Copies& copies) {
    for (const auto& [organizers, made] : copies) {
        std::vector<std::int64_t> ids;
        for (const auto* copy : made) ids.push_back(copy->object.id.value);
        (void)attachments::share(tx, {attachments::Module::Appointment, organizers.value}, ids);
    }
}

/// What could not be mended, and why: by object and owner, as findings name it.
using Refused = std::map<std::pair<EventId, CalendarUser>, std::string>;

void note(Refused& refused, const PlannedRepair& repair, const Error& error) {
    const auto object = repair.copyOf == EventId{} ? repair.object.id : repair.copyOf;
    refused.emplace(std::pair(object, repair.object.owner), error.publicText());
}

/// @param full  there is no room for new objects
/// @return how many were looked at
std::size_t apply(dbpool::WriteTransaction& tx, ObjectWriting& writing, std::span<const PlannedRepair> repairs,
                  const std::optional<Error>& full, Refused& refused) {
    Copies copies;
    std::vector<CalendarUser> owners;
    for (const auto& repair : repairs) owners.push_back(repair.object.owner);
    writing.addresses().load(owners);
    std::size_t at = 0;
    for (std::size_t mended = 0; at < repairs.size() && mended < kMostRepairs; ++at) {
        const auto& repair = repairs[at];
        if (full && repair.copyOf != EventId{}) {
            note(refused, repair, *full);
            continue;
        }
        ++mended;
        if (!repair.calendar) {
            writing.remove(repair.object);
            continue;
        }
        try {
            const auto& stored = writing.store(repair.object, *repair.calendar, ScheduleTag::Changes, repair.movedFrom);
            if (stored.isNew && stored.object.attachments > 0) copies[repair.copyOf].push_back(&stored);
        } catch (const Error& error) {
            // It would be too long, or has more instances than the limits of today allow.
            if (error.code() != ErrorCode::TooLarge && error.code() != ErrorCode::BadRequest) throw;
            --mended;
            note(refused, repair, error);
        }
    }
    writing.finish();
    shareFiles(tx, copies);
    return at;
}

void report(const Refused& refused, std::vector<CalendarFinding>& findings) {
    for (auto& finding : findings) {
        const auto found = refused.find({finding.object, finding.owner});
        if (found == refused.end()) continue;
        finding.repairable = false;
        finding.detail += "; what it should be cannot be stored: " + found->second;
    }
}

}  // namespace

CalendarCheck::Page CalendarCheck::inspect(ContextId context, EventId after) const {
    return parts_.database.read(context, Freshness::strict(), [&](dbpool::ReadSession& session) {
        ObjectCheck check(session, parts_);
        check.run(after);
        if (check.page().end) (void)findStrays(session, check.page().findings);
        return check.page();
    });
}

CalendarCheck::Page CalendarCheck::repair(ContextId context, EventId after) const {
    Page page;
    Refused refused;
    std::optional<Error> full;
    std::size_t left = 0;
    const auto mend = [&](Page& found) {
        parts_.database.write(context, [&](dbpool::WriteTransaction& tx) {
            ObjectCheck check(tx, parts_);
            check.run(after);
            Strays strays;
            if (check.page().end) strays = findStrays(tx, check.page().findings);
            ObjectWriting writing(
                tx, {.times = {.find = parts_.find}, .limits = parts_.limits(), .now = parts_.clock.now()});
            const auto tried = apply(tx, writing, check.repairs(), full, refused);
            remove(tx, strays);
            left = check.repairs().size() - tried;
            found = check.page();
        });
    };
    const auto mendAsFarAsThereIsRoom = [&](Page& found) {
        try {
            mend(found);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::QuotaExceeded || full) throw;
            full = error;
            mend(found);
        }
    };
    mendAsFarAsThereIsRoom(page);
    // Copies of many big meetings are more than one transaction takes.
    for (auto rounds = left / kMostRepairs + 1; left > 0 && rounds > 0; --rounds) {
        Page again;
        mendAsFarAsThereIsRoom(again);
    }
    report(refused, page.findings);
    return page;
}

}  // namespace groupware::calendar
