#include "groupware/calendar/store/free_busy_store.h"

#include "dbpool/routing/in_pieces.h"

namespace groupware::calendar {
namespace {

using dbpool::ReadStatement;
using dbpool::WriteStatement;

constexpr ReadStatement kOwnTimes{
    "calendar.freeBusy.ownTimes",
    "SELECT user, visibility, availability FROM calendar_free_busy WHERE cid = ? AND user IN (?...)"};
constexpr ReadStatement kOwnTime{"calendar.freeBusy.ownTime",
                                 "SELECT visibility, availability FROM calendar_free_busy WHERE cid = ? AND user = ?"};
constexpr ReadStatement kPublished{"calendar.freeBusy.published",
                                   "SELECT user, seed, token FROM calendar_free_busy WHERE cid = ? AND token = ?"};
constexpr ReadStatement kPublishedBy{
    "calendar.freeBusy.publishedBy",
    "SELECT user, seed, token FROM calendar_free_busy WHERE cid = ? AND user = ? AND token IS NOT NULL"};
constexpr WriteStatement kSetAvailability{"calendar.freeBusy.setAvailability",
                                          "INSERT INTO calendar_free_busy (cid, user, availability) VALUES (?, ?, ?) "
                                          "ON DUPLICATE KEY UPDATE availability = VALUES(availability)"};
constexpr WriteStatement kSetVisibility{"calendar.freeBusy.setVisibility",
                                        "INSERT INTO calendar_free_busy (cid, user, visibility) VALUES (?, ?, ?) "
                                        "ON DUPLICATE KEY UPDATE visibility = VALUES(visibility)"};
constexpr WriteStatement kPublish{"calendar.freeBusy.publish",
                                  "INSERT INTO calendar_free_busy (cid, user, seed, token) VALUES (?, ?, ?, ?) "
                                  "ON DUPLICATE KEY UPDATE seed = VALUES(seed), token = VALUES(token)"};
constexpr WriteStatement kUnpublish{"calendar.freeBusy.unpublish",
                                    "UPDATE calendar_free_busy SET seed = NULL, token = NULL "
                                    "WHERE cid = ? AND user = ? AND token IS NOT NULL"};
constexpr WriteStatement kRemove{"calendar.freeBusy.remove",
                                 "DELETE FROM calendar_free_busy WHERE cid = ? AND user = ?"};

std::optional<PublishedUrl> urlIn(dbpool::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return PublishedUrl{.user = {rows.integer(1)}, .seed = rows.text(2), .token = rows.text(3)};
}

}  // namespace

std::map<UserId, OwnTime> FreeBusyReader::ownTimes(std::span<const std::int64_t> users) {
    std::map<UserId, OwnTime> times;
    dbpool::inPieces(users, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kOwnTimes, {}, piece);
        while (rows.next()) {
            times[{rows.integer(1)}] = {.visibility = static_cast<FreeBusyVisibility>(rows.integer(2)),
                                        .availability = rows.text(3)};
        }
    });
    return times;
}

OwnTime FreeBusyReader::ownTime(UserId user) {
    auto rows = session_.query(kOwnTime, {user.value});
    if (!rows.next()) return {};
    return {.visibility = static_cast<FreeBusyVisibility>(rows.integer(1)), .availability = rows.text(2)};
}

std::optional<PublishedUrl> FreeBusyReader::published(std::string_view token) {
    return urlIn(session_.query(kPublished, {dbpool::Blob{token}}));
}

std::optional<PublishedUrl> FreeBusyReader::publishedBy(UserId user) {
    return urlIn(session_.query(kPublishedBy, {user.value}));
}

void FreeBusyWriter::setAvailability(UserId user, std::string_view text) {
    transaction_.execute(kSetAvailability, {user.value, text});
}

void FreeBusyWriter::setVisibility(UserId user, FreeBusyVisibility visibility) {
    transaction_.execute(kSetVisibility, {user.value, static_cast<std::int64_t>(visibility)});
}

void FreeBusyWriter::publish(const PublishedUrl& url) {
    transaction_.execute(kPublish, {url.user.value, dbpool::Blob{url.seed}, dbpool::Blob{url.token}});
}

bool FreeBusyWriter::unpublish(UserId user) {
    return transaction_.execute(kUnpublish, {user.value}) != 0;
}

void FreeBusyWriter::remove(UserId user) {
    transaction_.execute(kRemove, {user.value});
}

}  // namespace groupware::calendar
