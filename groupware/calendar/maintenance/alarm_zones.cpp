#include "groupware/calendar/maintenance/alarm_zones.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/calendar/alarm_triggers.h"
#include "groupware/calendar/personal_alarms.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/alarm_store.h"
#include "groupware/calendar/store/alarm_zone_store.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/personal_store.h"
#include "groupware/sync/change.h"

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// What a user's alarms of some objects are where he is now.
class Reckoning {
public:
    Reckoning(UserId user, AlarmContext context) : user_(user), context_(std::move(context)) {}

    void read(dbpool::ReadSession& session, std::span<const std::int64_t> objects) {
        const auto personal = PersonalReader(session).find(user_, objects);
        for (const auto& object : ObjectReader(session).findAll(objects)) {
            const auto own = personal.find(object.id);
            add(object, own == personal.end() ? std::string() : own->second.alarms);
        }
    }

    /// Of what nobody changed meanwhile: whoever did has reckoned anew.
    void write(dbpool::WriteTransaction& tx, std::span<const std::int64_t> objects) const {
        std::map<EventId, Seq> now;
        for (const auto& row : EventReader(tx).ofObjects(objects)) now.emplace(row.object.id, row.object.seq);
        std::vector<std::int64_t> same;
        std::vector<StoredTrigger> rows;
        for (const auto& [object, found] : found_) {
            const auto version = now.find(object);
            if (version == now.end() || version->second != found.version) continue;
            same.push_back(object.value);
            for (const auto& trigger : found.triggers)
                rows.push_back({.object = object, .user = user_, .trigger = trigger});
        }
        if (same.empty()) return;
        AlarmWriter(tx).remove(user_, same);
        AlarmWriter(tx).insert(rows);
        tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, {}, 0));  // no object changed
    }

private:
    struct Found {
        Seq version;
        std::vector<AlarmTrigger> triggers;
    };

    void add(const CalendarObject& object, const std::string& personal) {
        try {
            const auto calendar = parseStored(object.text);
            const auto index = indexObject(calendar, {}, context_.times, context_.bounds);
            auto triggers = object.owner.is(user_) ? ownTriggers(calendar, index, context_)
                                                   : triggersOf(personalAlarms(personal), index, context_);
            found_.emplace(object.id, Found{.version = object.seq, .triggers = std::move(triggers)});
        } catch (const Error& error) {  // would be refused today: its alarms stay as they are
            log::warning("calendar.alarms.refused", {{"object", object.id.value}, {"what", error.what()}});
        }
    }

    UserId user_;
    AlarmContext context_;
    std::map<EventId, Found> found_;
};

}  // namespace

void AlarmZones::follow(ContextId context, UserId user, const std::string& zone) const {
    const AlarmContext where{.times = {.find = parts_.find, .zone = zone},
                             .bounds = indexBounds(parts_.limits()),
                             .now = parts_.clock.now()};
    for (EventId after{};;) {
        std::vector<std::int64_t> objects;
        Reckoning reckoning(user, where);
        parts_.database.read(context, Freshness::strict(), [&](dbpool::ReadSession& session) {
            objects = AlarmReader(session).floatingOf(user, after, kBatch);
            if (!objects.empty()) reckoning.read(session, objects);
        });
        if (!objects.empty()) {
            parts_.database.write(context, [&](dbpool::WriteTransaction& tx) { reckoning.write(tx, objects); });
        }
        if (objects.size() < kBatch) return;
        after = {objects.back()};
    }
}

std::size_t AlarmZones::run(ContextId context) const {
    std::map<UserId, std::string> moved;
    parts_.database.writeUnsynced(context,
                                  [&](dbpool::UnsyncedTransaction& tx) { moved = AlarmZoneStore(tx).moved(kUsers); });
    for (const auto& [user, zone] : moved) {
        follow(context, user, zone);
        parts_.database.writeUnsynced(context, [&, who = user, &where = zone](dbpool::UnsyncedTransaction& tx) {
            AlarmZoneStore(tx).set(who, where);
        });
    }
    return moved.size();
}

}  // namespace groupware::calendar
