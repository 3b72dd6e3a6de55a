#include "groupware/calendar/maintenance/index_upgrade.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/owner_addresses.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/event_reader.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/object_writer.h"
#include "groupware/calendar/store/zone_store.h"
#include "groupware/sync/change.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// An object, and what its text says today.
struct Indexed {
    CalendarObject object;
    IndexedObject index;
};

/// Nothing for an object that would be refused today: it stays as it is.
std::optional<IndexedObject> indexOf(const CalendarObject& object, OwnerAddresses& addresses, const TimeContext& times,
                                     const Bounds& bounds) {
    try {
        return indexObject(parseStored(object.text), addresses.of(object.owner), times, bounds);
    } catch (const Error& error) {
        log::warning("calendar.upgrade.refused", {{"object", object.id.value}, {"what", error.what()}});
        return std::nullopt;
    }
}

std::deque<Indexed> indexed(dbpool::ReadSession& session, std::span<const std::int64_t> objects,
                            const TimeContext& times, const Bounds& bounds) {
    auto found = ObjectReader(session).findAll(objects);
    std::vector<CalendarUser> owners;
    for (const auto& object : found) owners.push_back(object.owner);
    OwnerAddresses addresses(session);
    addresses.load(owners);
    std::deque<Indexed> page;
    for (auto& object : found) {
        if (auto index = indexOf(object, addresses, times, bounds))
            page.push_back({.object = std::move(object), .index = *std::move(index)});
    }
    return page;
}

/// What nobody changed meanwhile: whoever did has written all of the row.
void write(dbpool::WriteTransaction& tx, std::deque<Indexed>& page, std::span<const std::int64_t> objects) {
    EventIds ids;
    std::map<EventId, Seq> versions;
    for (const auto& row : EventReader(tx).ofObjects(objects)) {
        ids[row.object.id].emplace(row.event.recurrenceId, row.id);
        versions.emplace(row.object.id, row.object.seq);
    }
    std::vector<IndexedWrite> writes;
    for (auto& [object, index] : page) {
        const auto version = versions.find(object.id);
        if (version != versions.end() && version->second == object.seq)
            writes.push_back({.object = &object, .index = &index});
    }
    if (writes.empty()) return;
    ObjectWriter(tx).derive(writes, ids);
    // No object: nobody has to read anything again.
    tx.record(sync::change(sync::Kind::Event, sync::Verb::Changed, {}, 0));
}

}  // namespace

std::size_t IndexUpgrade::run(ContextId context) const {
    std::size_t upgraded = 0;
    for (EventId after{};;) {
        std::vector<std::int64_t> objects;
        auto page = database_.read(context, Freshness::strict(), [&](dbpool::ReadSession& session) {
            objects = ZoneReader(session).notDerived(after, kBatch);
            return indexed(session, objects, times_, indexBounds(limits_));
        });
        if (!page.empty()) database_.write(context, [&](dbpool::WriteTransaction& tx) { write(tx, page, objects); });
        upgraded += page.size();
        if (objects.size() < kBatch) return upgraded;
        after = {objects.back()};
    }
}

}  // namespace groupware::calendar
