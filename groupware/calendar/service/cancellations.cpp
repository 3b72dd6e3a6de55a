#include "groupware/calendar/service/cancellations.h"

#include "groupware/calendar/index_words.h"
#include "groupware/calendar/scheduling/address_book.h"
#include "groupware/calendar/scheduling/instances.h"
#include "groupware/calendar/store/cancelled_store.h"
#include "groupware/formats/ical/properties.h"

#include <algorithm>
#include <tuple>

namespace groupware::calendar {
namespace {

using scheduling::Message;

constexpr std::size_t kOrganizerLength = 255;  // characters, of the column
constexpr std::int64_t kRemovalBatch = 1000;

/// What is longer differs from others at its beginning, or not at all.
std::string keyOf(const std::string& organizer) {
    return cutTo(kOrganizerLength, scheduling::addressKey(organizer));
}

/// Calendars take no longer UIDs, so there is nothing to keep away.
bool canExist(const std::string& uid) {
    return cutTo(kMaxUid, uid) == uid;
}

CancelledVersion versionOf(const Message& message, const std::string& organizer) {
    return {.organizer = keyOf(organizer), .sequence = message.sequence, .stamp = message.stamp, .cancelled = true};
}

}  // namespace

bool Cancellations::outdates(const Message& message, const std::string& organizer, bool wanted) {
    if (!canExist(message.uid)) return false;
    const auto known = CancelledReader(tx_).find(owner_, message.uid);
    if (!known || known->organizer != keyOf(organizer) || (wanted && !known->cancelled)) return false;
    return std::tuple(message.sequence, Instant(message.stamp)) <= std::tuple(known->sequence, known->stamp);
}

void Cancellations::cancelled(const Message& message, const std::string& organizer) {
    CancelledWriter(tx_).put(owner_, message.uid, versionOf(message, organizer), now_);
}

void Cancellations::cancelledUnseen(const Message& message, const std::string& organizer) {
    if (!canExist(message.uid)) return;
    const auto known = CancelledReader(tx_).find(owner_, message.uid);
    if (known && (known->organizer != keyOf(organizer) ||
                  std::tuple(message.sequence, Instant(message.stamp)) <= std::tuple(known->sequence, known->stamp)))
        return;
    cancelled(message, organizer);
}

void Cancellations::removed(std::string_view uid, const std::string& organizer, const scheduling::ical::Component& copy,
                            const scheduling::ical::TimeContext& times) {
    scheduling::ical::Zones zones(times.find, times.userZone(), &copy);
    CancelledVersion version{.organizer = keyOf(organizer), .sequence = scheduling::sequenceOf(copy)};
    for (const auto* event : scheduling::ical::all(copy, "VEVENT")) {
        if (const auto stamp = scheduling::ical::time(*event, "DTSTAMP"))
            version.stamp = std::max<Instant>(version.stamp, zones.instantOf(*stamp));
    }
    CancelledWriter(tx_).put(owner_, uid, version, now_);
}

void Cancellations::forget(std::string_view uid) {
    CancelledWriter(tx_).remove(owner_, uid);
}

void removeOldCancellations(dbpool::ContextDatabase& database, ContextId context, Instant before) {
    database.writeUnsynced(
        context, [&](dbpool::UnsyncedTransaction& tx) { (void)removeCancelledBefore(tx, before, kRemovalBatch); });
}

}  // namespace groupware::calendar
