#include "groupware/calendar/maintenance/zone_reindex.h"

#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/calendar/maintenance/index_upgrade.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/owner_addresses.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/zone_store.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

namespace groupware::calendar {
namespace {

/// When an event happens, as far as zones decide it.
auto timesOf(const IndexedEvent& event) {
    return std::tie(event.recurrenceId, event.start, event.end, event.rangeFrom, event.rangeTo, event.zone);
}

bool sameTimes(const std::vector<IndexedEvent>& a, std::vector<IndexedEvent> b) {
    const auto earlier = [](const IndexedEvent& one, const IndexedEvent& other) {
        return one.recurrenceId < other.recurrenceId;
    };
    std::sort(b.begin(), b.end(), earlier);
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& one, const auto& other) { return timesOf(one) == timesOf(other); });
}

/// One context.
class Run {
public:
    Run(const ZoneReindex::Parts& parts, ContextId context, const std::string& version)
        : parts_(parts),
          context_(context),
          version_(version),
          limits_(parts.limits()),
          times_{.find = parts.find, .zone = "UTC"} {}

    /// Writers come one after the other: what others with older rules moved before this is seen afterwards, and what
    /// they would move after it they leave.
    void begin() {
        parts_.database.write(context_, [&](dbpool::WriteTransaction& tx) {
            outdated_ = ZoneAnnouncement(tx).newest() > version_;
            if (outdated_) return;
            ZoneAnnouncement(tx).announce(version_);
            tx.record(sync::change(sync::Kind::Context, sync::Verb::Changed, FolderId{0}, 0));
        });
    }

    /// Looks at all that changed in the zone after `since`.
    void zone(const std::string& name, Seq since) {
        EventId after{};
        while (!outdated_) {
            std::vector<std::int64_t> page;
            const auto moved = parts_.database.read(context_, Freshness::strict(), [&](dbpool::ReadSession& session) {
                page = ZoneReader(session).objectsIn(name, since, after, ZoneReindex::kBatch);
                return movedOf(session, page);
            });
            if (!moved.empty()) store(moved);
            if (page.size() < ZoneReindex::kBatch) return;
            after = {page.back()};
        }
    }
    [[nodiscard]] std::size_t moved() const noexcept { return moved_; }
    /// Somebody with newer rules began meanwhile.
    [[nodiscard]] bool outdated() const noexcept { return outdated_; }

private:
    [[nodiscard]] std::vector<std::int64_t> movedOf(dbpool::ReadSession& session,
                                                    std::span<const std::int64_t> objects) const {
        std::vector<std::int64_t> moved;
        if (objects.empty()) return moved;
        const auto before = ZoneReader(session).indexed(objects);
        const auto found = ObjectReader(session).findAll(objects);
        OwnerAddresses addresses(session);
        addresses.load(ownersOf(found));
        for (const auto& object : found) {
            const auto index = indexOf(object, addresses);
            const auto known = before.find(object.id);
            if (index && known != before.end() && !sameTimes(sorted(*index), known->second))
                moved.push_back(object.id.value);
        }
        return moved;
    }

    static std::vector<CalendarUser> ownersOf(const std::vector<CalendarObject>& objects) {
        std::vector<CalendarUser> owners;
        for (const auto& object : objects) owners.push_back(object.owner);
        return owners;
    }

    static std::vector<IndexedEvent> sorted(const IndexedObject& index) {
        auto events = index.events;
        std::sort(events.begin(), events.end(),
                  [](const auto& a, const auto& b) { return a.recurrenceId < b.recurrenceId; });
        return events;
    }

    /// Nothing for an object that would be refused today: it stays as it is.
    [[nodiscard]] std::optional<IndexedObject> indexOf(const CalendarObject& object, OwnerAddresses& addresses) const {
        try {
            return indexObject(parseStored(object.text), addresses.of(object.owner), times_, indexBounds(limits_));
        } catch (const Error& error) {
            log::warning("calendar.reindex.refused",
                         {{"context", context_.value}, {"object", object.id.value}, {"what", error.what()}});
            return std::nullopt;
        }
    }

    void store(const std::vector<std::int64_t>& objects) {
        std::size_t stored = 0;
        parts_.database.write(context_, [&](dbpool::WriteTransaction& tx) {
            stored = 0;
            outdated_ = ZoneAnnouncement(tx).newest() > version_;
            if (outdated_) return;
            ObjectWriting writing(tx,
                                  {.times = times_, .limits = limits_, .now = parts_.clock.now(), .editor = UserId{}});
            // Somebody else may have done it meanwhile, or changed them.
            const auto still = movedOf(tx, objects);
            if (still.empty()) return;
            const auto found = ObjectReader(tx).findAll(still);
            writing.addresses().load(ownersOf(found));
            for (const auto& object : found) {
                writing.store(object, parseStored(object.text), ScheduleTag::Stays);
                ++stored;
            }
            writing.finish();
        });
        moved_ += stored;
    }

    const ZoneReindex::Parts& parts_;
    ContextId context_;
    const std::string& version_;
    Limits limits_;
    TimeContext times_;
    std::size_t moved_ = 0;
    bool outdated_ = false;
};

/// What is known. An older node leaves word that it is there; any other says that it looks at what those wrote.
std::optional<IndexedZones> look(dbpool::ContextDatabase& database, ContextId context, const std::string& version) {
    std::optional<IndexedZones> known;
    database.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        known = ZoneStore(tx).find();
        if (!known) return;
        const bool seen = known->behind && !known->looking;
        if (known->version > version && !seen) ZoneStore(tx).setBehind();
        if (known->version <= version && seen) ZoneStore(tx).lookAgain();
    });
    return known;
}

}  // namespace

void ZoneReindex::upgrade(ContextId context) const {
    const TimeContext times{.find = parts_.find, .zone = "UTC"};
    const auto limits = parts_.limits();
    const auto upgraded = IndexUpgrade(parts_.database, times, limits).run(context);
    parts_.database.writeUnsynced(context,
                                  [](dbpool::UnsyncedTransaction& tx) { ZoneStore(tx).setDerived(kIndexVersion); });
    if (upgraded > 0) {
        log::information("calendar.upgraded",
                         {{"context", context.value}, {"objects", static_cast<std::int64_t>(upgraded)}});
    }
}

std::size_t ZoneReindex::run(ContextId context, const ZoneData& data) const {
    const auto known = look(parts_.database, context, data.version);
    if (!known || known->derived < kIndexVersion) upgrade(context);
    if (known && known->version > data.version) return 0;
    const bool again = known && known->version == data.version;
    if (again && !known->behind) return 0;

    Run run(parts_, context, data.version);
    run.begin();
    IndexedZones now{.version = data.version};
    const auto used = parts_.database.read(context, Freshness::strict(), [&](dbpool::ReadSession& session) {
        now.seq = session.seq();
        return ZoneReader(session).zonesUsed();
    });
    for (const auto& zone : used) {
        const auto rules = data.rules(zone);
        const bool same = known && !rules.empty() && known->rules.contains(zone) && known->rules.at(zone) == rules;
        // Rules that are the same moved nothing, but a node that had others may have written since.
        if (!same || known->behind) run.zone(zone, same ? known->seq : Seq{});
        now.rules.emplace(zone, rules);
    }
    parts_.database.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) {
        if (run.outdated()) return ZoneStore(tx).setBehind();
        ZoneStore(tx).set(now);
    });
    if (run.moved() > 0) {
        log::information("calendar.reindexed", {{"context", context.value},
                                                {"version", data.version},
                                                {"objects", static_cast<std::int64_t>(run.moved())}});
    }
    return run.moved();
}

}  // namespace groupware::calendar
