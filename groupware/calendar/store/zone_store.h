#pragma once

#include "dbpool/routing/read_session.h"
#include "dbpool/routing/unsynced_transaction.h"
#include "dbpool/routing/write_transaction.h"
#include "groupware/base/freshness.h"
#include "groupware/calendar/event.h"
#include "groupware/calendar/index.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace groupware::calendar {

/// With which time zone rules, and by which version of Yoke, a context's index was made.
struct IndexedZones {
    std::string version{};  ///< of the time zone database
    Seq seq{};              ///< everything up to here is indexed with it
    int derived = 0;        ///< version of the index (kIndexVersion) that all rows have
    bool behind = false;    ///< a node with an older version has been seen since
    bool looking = false;   ///< likewise, and somebody looks at what it wrote, or died doing so
    /// SHA-256 of the files of the zones that events were in then; of no others, though they are stored.
    std::map<std::string, std::string> rules{};
    std::map<std::string, std::string> files{};  ///< those files; see ZoneStore::files()
};

/// Keeps that. No client syncs it, so it is read and written on the master only.
class ZoneStore {
public:
    explicit ZoneStore(dbpool::UnsyncedTransaction& transaction) : transaction_(transaction) {}

    /// Without the files, which are read only when rules change. Nothing if nobody has looked at the context yet.
    [[nodiscard]] std::optional<IndexedZones> find();
    /// By zone, whenever events were in it; not of those whose rules older versions of Yoke stored.
    [[nodiscard]] std::map<std::string, std::string> files();
    /// Stays as it is if what is there is of a later version. A node that was seen behind since lookAgain() stays seen.
    void set(const IndexedZones& zones);
    void setBehind();
    /// What was written by nodes behind is looked at from now on.
    void lookAgain();
    void setDerived(int version);

private:
    dbpool::UnsyncedTransaction& transaction_;
};

/// Keeps the newest version with which anybody began to index the context: whoever has an older one stops.
class ZoneAnnouncement {
public:
    explicit ZoneAnnouncement(dbpool::WriteTransaction& transaction) : transaction_(transaction) {}

    void announce(const std::string& version);
    /// Empty if nobody began.
    [[nodiscard]] std::string newest();

private:
    dbpool::WriteTransaction& transaction_;
};

/// Finds the events of a zone. Works on a replica or inside a transaction.
class ZoneReader {
public:
    explicit ZoneReader(dbpool::ReadSession& session) : session_(session) {}

    /// Zones of the context's events. Looks through all of them.
    [[nodiscard]] std::vector<std::string> zonesUsed();
    /// Objects with an event in the zone that changed after `since`: those behind `after`, by id.
    [[nodiscard]] std::vector<std::int64_t> objectsIn(const std::string& zone, Seq since, EventId after,
                                                      std::size_t limit);
    /// Objects with rows of an older version of the index: those behind `after`, by id.
    [[nodiscard]] std::vector<std::int64_t> notDerived(EventId after, std::size_t limit);
    /// What the index has of these objects, by object, in no order.
    [[nodiscard]] std::map<EventId, std::vector<IndexedEvent>> indexed(std::span<const std::int64_t> objects);

private:
    dbpool::ReadSession& session_;
};

}  // namespace groupware::calendar
