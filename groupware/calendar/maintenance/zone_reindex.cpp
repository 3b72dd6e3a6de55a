#include "groupware/calendar/maintenance/zone_reindex.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/base/log.h"
#include "groupware/calendar/maintenance/index_upgrade.h"
#include "groupware/calendar/service/object_writing.h"
#include "groupware/calendar/service/owner_addresses.h"
#include "groupware/calendar/service/writable_object.h"
#include "groupware/calendar/store/object_reader.h"
#include "groupware/calendar/store/zone_store.h"
#include "groupware/calendar/zone_change.h"
#include "groupware/formats/tzif/parse.h"
#include "groupware/sync/change.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace groupware::calendar {
namespace {

/// By zone.
using Files = std::map<std::string, std::string>;

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

Files filesOf(dbpool::ContextDatabase& database, ContextId context) {
    Files files;
    database.writeUnsynced(context, [&](dbpool::UnsyncedTransaction& tx) { files = ZoneStore(tx).files(); });
    return files;
}

/// Null for what is no zone's file. Shared with whoever compares it.
std::shared_ptr<const formats::tzif::TimeZone> rulesOf(std::string_view file) {
    try {
        return std::make_shared<const formats::tzif::TimeZone>(formats::tzif::parse(file));
    } catch (const Error&) {
        return nullptr;
    }
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

    /// Looks at the zones that events are in. @return what is known of them from now on
    IndexedZones zones(const ZoneData& data, const std::optional<IndexedZones>& known) {
        IndexedZones now{.version = version_};
        const auto used = parts_.database.read(context_, Freshness::strict(), [&](dbpool::ReadSession& session) {
            now.seq = session.seq();
            return ZoneReader(session).zonesUsed();
        });
        // Whoever looks for the first time compares with nothing.
        const bool compares = known && !known->version.empty() && known->version != version_;
        auto before = compares ? filesOf(parts_.database, context_) : Files{};
        // What was kept when the zone was last used is not what its events were indexed with.
        std::erase_if(before, [&](const auto& file) { return !known->rules.contains(file.first); });
        for (const auto& name : used) {
            auto file = data.file(name);
            const auto rules = file.empty() ? std::string() : crypto::sha256(file);
            if (!hasRules(known, name, rules)) {
                zone(name, {}, compares ? changeOf(name, before) : std::nullopt);
            } else if (known->behind) {
                // Rules that are the same moved nothing, but a node that had others may have written since.
                zone(name, known->seq, {});
            }
            now.rules.emplace(name, rules);
            now.files.emplace(name, std::move(file));
        }
        return now;
    }
    [[nodiscard]] std::size_t moved() const noexcept { return moved_; }
    /// Somebody with newer rules began meanwhile.
    [[nodiscard]] bool outdated() const noexcept { return outdated_; }

private:
    static bool hasRules(const std::optional<IndexedZones>& known, const std::string& zone, const std::string& rules) {
        if (!known || rules.empty()) return false;
        const auto found = known->rules.find(zone);
        return found != known->rules.end() && found->second == rules;
    }

    /// @param before  the files until now; a zone that is not among them had rules that nobody knows
    [[nodiscard]] std::optional<ZoneChange> changeOf(const std::string& zone, const Files& before) const {
        const auto now = parts_.find(zone);
        if (!now) return std::nullopt;
        const auto file = before.find(zone);
        return ZoneChange(zone, file == before.end() ? nullptr : rulesOf(file->second), now, parts_.clock.now());
    }

    /// Looks at all in the zone that was changed after `since`.
    /// @param change  of its rules; nothing: none that is known
    void zone(const std::string& name, Seq since, const std::optional<ZoneChange>& change) {
        EventId after{};
        while (!outdated_) {
            std::vector<std::int64_t> page;
            const auto moved = parts_.database.read(context_, Freshness::strict(), [&](dbpool::ReadSession& session) {
                page = ZoneReader(session).objectsIn(name, since, after, ZoneReindex::kBatch);
                return movedOf(session, page, change);
            });
            if (!moved.empty()) store(moved);
            if (page.size() < ZoneReindex::kBatch) return;
            after = {page.back()};
        }
    }
    /// Objects, as they were when that was found.
    using Moved = std::map<std::int64_t, Seq>;

    [[nodiscard]] Moved movedOf(dbpool::ReadSession& session, std::span<const std::int64_t> objects,
                                const std::optional<ZoneChange>& change) const {
        Moved moved;
        if (objects.empty()) return moved;
        const auto before = ZoneReader(session).indexed(objects);
        const auto found = ObjectReader(session).findAll(objects);
        OwnerAddresses addresses(session);
        addresses.load(ownersOf(found));
        for (const auto& object : found) {
            const auto index = indexOf(object, addresses);
            const auto known = before.find(object.id);
            if (index && known != before.end() && moves(sorted(*index), known->second, change))
                moved.emplace(object.id.value, object.seq);
        }
        return moved;
    }

    [[nodiscard]] bool moves(const std::vector<IndexedEvent>& events, const std::vector<IndexedEvent>& before,
                             const std::optional<ZoneChange>& change) const {
        if (!sameTimes(events, before)) return true;
        return change && std::any_of(events.begin(), events.end(), [&](const IndexedEvent& event) {
                   return change->moves(event, times_, indexBounds(limits_));
               });
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

    /// Those of `moved` that still have to be: somebody else may have done it meanwhile, or changed them.
    [[nodiscard]] std::vector<CalendarObject> stillOf(dbpool::ReadSession& session, const Moved& moved) const {
        std::vector<std::int64_t> ids;
        for (const auto& each : moved) ids.push_back(each.first);
        auto objects = ObjectReader(session).findAll(ids);
        std::vector<std::int64_t> changed;
        for (const auto& object : objects) {
            if (object.seq != moved.at(object.id.value)) changed.push_back(object.id.value);
        }
        const auto still = movedOf(session, changed, std::nullopt);
        std::erase_if(objects, [&](const CalendarObject& object) {
            return object.seq != moved.at(object.id.value) && !still.contains(object.id.value);
        });
        return objects;
    }

    void store(const Moved& moved) {
        std::size_t stored = 0;
        parts_.database.write(context_, [&](dbpool::WriteTransaction& tx) {
            stored = 0;
            outdated_ = ZoneAnnouncement(tx).newest() > version_;
            if (outdated_) return;
            ObjectWriting writing(tx,
                                  {.times = times_, .limits = limits_, .now = parts_.clock.now(), .editor = UserId{}});
            const auto found = stillOf(tx, moved);
            if (found.empty()) return;
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
    const auto now = run.zones(data, known);
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
