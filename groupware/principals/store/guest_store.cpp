#include "groupware/principals/store/guest_store.h"

#include <algorithm>
#include <chrono>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kAmong{
    "principals.guest.among",
    "SELECT id, kind, email, display_name, seed, token, password, credential_version, language, time_zone, module, "
    "folder, created_by, expires FROM guest WHERE cid = ? AND id IN (?...)"};
constexpr dbpool::ReadStatement kByEmail{
    "principals.guest.by_email",
    "SELECT id, kind, email, display_name, seed, token, password, credential_version, language, time_zone, module, "
    "folder, created_by, expires FROM guest WHERE cid = ? AND email = ?"};
constexpr dbpool::ReadStatement kLinksOf{
    "principals.guest.links_of",
    "SELECT id, kind, email, display_name, seed, token, password, credential_version, language, time_zone, module, "
    "folder, created_by, expires FROM guest WHERE cid = ? AND created_by = ? AND kind = 1 ORDER BY id LIMIT ?"};
constexpr dbpool::ReadStatement kOverAt{
    "principals.guest.over_at",
    "SELECT id, kind, email, display_name, seed, token, password, credential_version, language, time_zone, module, "
    "folder, created_by, expires FROM guest WHERE cid = ? AND expires <= ? ORDER BY expires LIMIT ?"};
constexpr dbpool::ReadStatement kList{
    "principals.guest.list",
    "SELECT id, kind, email, display_name, seed, token, password, credential_version, language, time_zone, module, "
    "folder, created_by, expires FROM guest WHERE cid = ? ORDER BY id"};

constexpr dbpool::WriteStatement kInsert{
    "principals.guest.insert",
    "INSERT INTO guest (cid, id, kind, email, display_name, seed, token, password, credential_version, language, "
    "time_zone, module, folder, created_by, expires, created_seq, seq) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr dbpool::WriteStatement kUpdate{"principals.guest.update",
                                         "UPDATE guest JOIN (SELECT ? AS own) context ON guest.cid = context.own "
                                         "SET password = ?, credential_version = ?, expires = ?, seq = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kRemove{"principals.guest.remove", "DELETE FROM guest WHERE cid = ? AND id IN (?...)"};

Guest guestAt(const dbpool::Rows& rows) {
    Guest guest{.id = {rows.integer(1)},
                .kind = static_cast<GuestKind>(rows.integer(2)),
                .email = rows.isNull(3) ? std::string() : rows.text(3),
                .displayName = rows.text(4),
                .seed = rows.text(5),
                .tokenHash = rows.text(6),
                .password = {rows.text(7)},
                .credentialVersion = rows.integer(8),
                .language = rows.text(9),
                .timeZone = rows.text(10),
                .module = rows.text(11),
                .folder = {rows.integer(12)},
                .createdBy = {rows.integer(13)}};
    if (!rows.isNull(14)) guest.expires = Instant(std::chrono::milliseconds(rows.integer(14)));
    return guest;
}

std::vector<Guest> guestsFrom(dbpool::Rows rows) {
    std::vector<Guest> guests;
    while (rows.next()) guests.push_back(guestAt(rows));
    return guests;
}

dbpool::Value expiryValue(const Guest& guest) {
    return guest.expires ? dbpool::Value(std::int64_t{guest.expires->time_since_epoch().count()})
                         : dbpool::Value(nullptr);
}

}  // namespace

std::vector<Guest> GuestReader::among(std::span<const std::int64_t> ids) {
    std::vector<Guest> guests;
    while (!ids.empty()) {
        const auto part = ids.first(std::min(ids.size(), dbpool::ReadSession::kMaxListValues));
        auto found = guestsFrom(session_.queryIn(kAmong, {}, part));
        guests.insert(guests.end(), found.begin(), found.end());
        ids = ids.subspan(part.size());
    }
    std::sort(guests.begin(), guests.end(), [](const Guest& a, const Guest& b) { return a.id < b.id; });
    return guests;
}

std::optional<Guest> GuestReader::findByEmail(std::string_view email) {
    auto found = guestsFrom(session_.query(kByEmail, {email}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Guest> GuestReader::linksOf(UserId user, std::int64_t limit) {
    return guestsFrom(session_.query(kLinksOf, {user.value, limit}));
}

std::vector<Guest> GuestReader::overAt(Instant now, std::int64_t limit) {
    return guestsFrom(session_.query(kOverAt, {std::int64_t{now.time_since_epoch().count()}, limit}));
}

std::vector<Guest> GuestReader::list() {
    return guestsFrom(session_.query(kList));
}

void GuestWriter::insert(const Guest& guest) {
    const auto seq = transaction_.seq().value;
    const auto email = guest.email.empty() ? dbpool::Value(nullptr) : dbpool::Value(guest.email);
    transaction_.execute(kInsert, {guest.id.value, static_cast<std::int64_t>(guest.kind), email, guest.displayName,
                                   dbpool::Blob{guest.seed}, dbpool::Blob{guest.tokenHash}, guest.password.value,
                                   guest.credentialVersion, guest.language, guest.timeZone, guest.module,
                                   guest.folder.value, guest.createdBy.value, expiryValue(guest), seq, seq});
}

void GuestWriter::update(const Guest& guest) {
    transaction_.execute(kUpdate, {guest.password.value, guest.credentialVersion, expiryValue(guest),
                                   transaction_.seq().value, guest.id.value});
}

void GuestWriter::remove(std::span<const std::int64_t> ids) {
    while (!ids.empty()) {
        const auto part = ids.first(std::min(ids.size(), dbpool::ReadSession::kMaxListValues));
        transaction_.executeIn(kRemove, {}, part);
        ids = ids.subspan(part.size());
    }
}

}  // namespace groupware::principals
