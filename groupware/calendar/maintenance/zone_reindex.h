#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/calendar/limits.h"
#include "groupware/formats/ical/zones.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::calendar {

/// The time zone database of this node.
struct ZoneData {
    std::string version{};  ///< "2025b"; later ones are greater
    /// The octets of a zone's file (RFC 9636); empty for what is no zone of the system.
    std::function<std::string(std::string_view zone)> file{};
};

/// Follows the time zone database: countries change their clocks, and an event at ten in the morning stays there. What
/// is indexed with older rules is indexed anew, in batches of at most kBatch objects, and what that moves is an
/// ordinary change of the object, whose text stays: whatever is at another time from now on, also if it is the next
/// instances of an endless series only. Its alarms are reckoned anew. Nodes may have different versions and do this at
/// once, and may die doing it: whoever begins says so in a write transaction, and who has an older version moves
/// nothing from then on but says that it is there; what it writes meanwhile is looked at again. What is not finished is
/// begun anew by the next. What older versions of Yoke indexed is brought up to date first (IndexUpgrade). Safe to call
/// from any thread.
class ZoneReindex {
public:
    static constexpr std::size_t kBatch = 500;

    /// References outlive this object.
    struct Parts {
        dbpool::ContextDatabase& database;
        const Clock& clock;
        formats::ical::FindZone find;
        std::function<Limits()> limits;
    };
    explicit ZoneReindex(Parts parts) : parts_(std::move(parts)) {}

    /// One context: one statement if nothing is new.
    /// @return objects that moved
    std::size_t run(ContextId context, const ZoneData& data) const;

private:
    /// What an older version of Yoke indexed.
    void upgrade(ContextId context) const;

    Parts parts_;
};

}  // namespace groupware::calendar
