#include "groupware/principals/store/resource_store.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/in_pieces.h"
#include "groupware/base/error.h"
#include "groupware/principals/mail_address.h"
#include "groupware/principals/store/containing.h"

#include <string>
#include <utility>

namespace groupware::principals {
namespace {

constexpr dbpool::ReadStatement kFind{
    "principals.resource.find",
    "SELECT id, name, display_name, email, description, available, seq, created_seq, booking FROM resource "
    "WHERE cid = ? AND id = ?"};
constexpr dbpool::ReadStatement kFindAll{
    "principals.resource.find_all",
    "SELECT id, name, display_name, email, description, available, seq, created_seq, booking FROM resource "
    "WHERE cid = ? AND id IN (?...)"};
constexpr dbpool::ReadStatement kFindByName{
    "principals.resource.find_by_name",
    "SELECT id, name, display_name, email, description, available, seq, created_seq, booking FROM resource "
    "WHERE cid = ? AND name = ?"};
constexpr dbpool::ReadStatement kList{
    "principals.resource.list",
    "SELECT id, name, display_name, email, description, available, seq, created_seq, booking FROM resource "
    "WHERE cid = ? ORDER BY id"};
constexpr dbpool::ReadStatement kSearch{
    "principals.resource.search",
    "SELECT id, name, display_name, email, description, available, seq, created_seq, booking FROM resource "
    "WHERE cid = ? AND (name LIKE ? ESCAPE '|' OR display_name LIKE ? ESCAPE '|' OR email LIKE ? ESCAPE '|') "
    "ORDER BY id"};
constexpr dbpool::ReadStatement kChanged{
    "principals.resource.changed",
    "SELECT id, name, display_name, email, description, available, seq, created_seq, booking FROM resource "
    "WHERE cid = ? AND seq > ? ORDER BY id"};
// "delegate" is the word of BookingPrivilege::Delegate in what is stored.
constexpr dbpool::ReadStatement kWithDelegates{
    "principals.resource.with_delegates",
    "SELECT id, name, display_name, email, description, available, seq, created_seq, booking FROM resource "
    "WHERE cid = ? AND booking LIKE '%delegate%' ORDER BY id"};
constexpr dbpool::ReadStatement kCount{"principals.resource.count", "SELECT COUNT(*) FROM resource WHERE cid = ?"};

constexpr dbpool::ReadStatement kEmailTaken{"principals.resource.email_taken",
                                            "SELECT 1 FROM resource WHERE cid = ? AND email IN (?, ?) AND id <> ?"};
constexpr dbpool::WriteStatement kInsert{
    "principals.resource.insert",
    "INSERT INTO resource (cid, id, name, display_name, email, description, available, seq, created_seq, booking) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
constexpr dbpool::WriteStatement kUpdate{
    "principals.resource.update",
    "UPDATE resource JOIN (SELECT ? AS own) context ON resource.cid = context.own "
    "SET name = ?, display_name = ?, email = ?, description = ?, available = ?, seq = ?, booking = ? WHERE id = ?"};
constexpr dbpool::WriteStatement kRemove{"principals.resource.remove", "DELETE FROM resource WHERE cid = ? AND id = ?"};

std::vector<Resource> resourcesAt(dbpool::Rows rows) {
    std::vector<Resource> resources;
    while (rows.next()) {
        resources.push_back({.id = {rows.integer(1)},
                             .name = rows.text(2),
                             .displayName = rows.text(3),
                             .email = rows.text(4),
                             .description = rows.text(5),
                             .available = rows.flag(6),
                             .booking = bookingPolicyOf(rows.text(9)),
                             .seq = {rows.integer(7)},
                             .createdSeq = {rows.integer(8)}});
    }
    return resources;
}

std::optional<Resource> first(std::vector<Resource> resources) {
    if (resources.empty()) return std::nullopt;
    return std::move(resources.front());
}

[[noreturn]] void refuseAddress() {
    throw Error(ErrorCode::Conflict, "resource address is taken", "Another resource has this mail address.");
}

/// In another spelling of its domain, which the database takes for another text.
void requireFree(dbpool::WriteTransaction& tx, std::string_view email, ResourceId self) {
    const auto [ascii, unicode] = spellingsOf(email);
    if (tx.query(kEmailTaken, {ascii, unicode, self.value}).next()) refuseAddress();
}

template <class Write>
void namedOnce(Write write) {
    try {
        write();
    } catch (const dbpool::DbError& error) {
        if (error.kind() != dbpool::DbErrorKind::DuplicateKey) throw;
        if (error.key() == "resource_email") refuseAddress();
        throw Error(ErrorCode::Conflict, "resource name is taken", "Another resource has this name.");
    }
}

}  // namespace

std::optional<Resource> ResourceReader::find(ResourceId resource) {
    return first(resourcesAt(session_.query(kFind, {resource.value})));
}

std::map<ResourceId, Resource> ResourceReader::find(std::span<const std::int64_t> resources) {
    std::map<ResourceId, Resource> found;
    dbpool::inPieces(resources, [&](std::span<const std::int64_t> piece) {
        for (auto& resource : resourcesAt(session_.queryIn(kFindAll, {}, piece))) {
            const auto id = resource.id;
            found.emplace(id, std::move(resource));
        }
    });
    return found;
}

std::optional<Resource> ResourceReader::findByName(std::string_view name) {
    return first(resourcesAt(session_.query(kFindByName, {name})));
}

std::vector<Resource> ResourceReader::list() {
    return resourcesAt(session_.query(kList));
}

std::vector<Resource> ResourceReader::search(std::string_view text) {
    const std::string pattern = containing(text);
    return resourcesAt(session_.query(kSearch, {pattern, pattern, pattern}));
}

std::vector<Resource> ResourceReader::changed(Seq since) {
    return resourcesAt(session_.query(kChanged, {since.value}));
}

std::vector<Resource> ResourceReader::withDelegates() {
    return resourcesAt(session_.query(kWithDelegates));
}

std::int64_t ResourceReader::count() {
    auto rows = session_.query(kCount);
    return rows.next() ? rows.integer(1) : 0;
}

ResourceId ResourceWriter::nextId() {
    return {transaction_.nextId("resource")};
}

void ResourceWriter::insert(ResourceId id, const NewResource& resource) {
    requireFree(transaction_, resource.email, id);
    const std::int64_t seq = transaction_.seq().value;
    const auto email = storedAddress(resource.email);
    namedOnce([&] {
        transaction_.execute(kInsert, {id.value, resource.name, resource.displayName, email, resource.description,
                                       resource.available, seq, seq, textOf(resource.booking)});
    });
}

void ResourceWriter::update(const Resource& resource) {
    requireFree(transaction_, resource.email, resource.id);
    const auto email = storedAddress(resource.email);
    namedOnce([&] {
        transaction_.execute(kUpdate,
                             {resource.name, resource.displayName, email, resource.description, resource.available,
                              transaction_.seq().value, textOf(resource.booking), resource.id.value});
    });
}

void ResourceWriter::remove(ResourceId resource) {
    transaction_.execute(kRemove, {resource.value});
}

}  // namespace groupware::principals
