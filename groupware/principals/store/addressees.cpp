#include "groupware/principals/store/addressees.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/sql_text.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace groupware::principals {
namespace {

constexpr std::size_t kPiece = 64;
constexpr std::string_view kSixteen = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
constexpr std::string_view kComma = ", ";
constexpr std::string_view kEnd = ")";
constexpr std::string_view kUserColumns = "SELECT id, display_name, given_name, surname, email ";
constexpr std::string_view kOfUsers = "FROM user_account WHERE cid = ? AND email IN (";
constexpr std::string_view kOfResources =
    "SELECT id, display_name, '', '', email, name, description, available, seq FROM resource WHERE cid = ? AND email "
    "IN (";
constexpr std::string_view kById = "FROM user_account WHERE cid = ? AND id IN (?...)";

constexpr dbpool::ReadStatement kUsers{
    "principals.user.by_address", dbpool::SqlText<kUserColumns, kOfUsers, kSixteen, kComma, kSixteen, kComma, kSixteen,
                                                  kComma, kSixteen, kEnd>::kValue};
constexpr dbpool::ReadStatement kResources{
    "principals.resource.by_address",
    dbpool::SqlText<kOfResources, kSixteen, kComma, kSixteen, kComma, kSixteen, kComma, kSixteen, kEnd>::kValue};
constexpr dbpool::ReadStatement kUsersById{"principals.user.addressees", dbpool::SqlText<kUserColumns, kById>::kValue};
constexpr dbpool::ReadStatement kByAlias{"principals.user.by_alias",
                                         "SELECT id, display_name, given_name, surname, email, aliases FROM "
                                         "user_account WHERE cid = ? AND aliases REGEXP ?"};

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

Addressee addresseeAt(const dbpool::Rows& rows) {
    return {.displayName = rows.text(2), .givenName = rows.text(3), .surname = rows.text(4), .email = rows.text(5)};
}

Addressee userAt(const dbpool::Rows& rows) {
    auto user = addresseeAt(rows);
    user.user = UserId{rows.integer(1)};
    return user;
}

/// By primary address. The list is padded with its last one.
template <class Add>
void ofPrimary(dbpool::ReadSession& session, const dbpool::ReadStatement& statement,
               const std::vector<std::string>& addresses, Add add) {
    for (std::size_t at = 0; at < addresses.size(); at += kPiece) {
        std::vector<dbpool::Value> values;
        values.reserve(kPiece);
        for (std::size_t i = 0; i < kPiece; ++i) values.emplace_back(addresses[std::min(at + i, addresses.size() - 1)]);
        auto rows = session.query(statement, values);
        while (rows.next()) add(rows);
    }
}

/// A regular expression for a line that is one of `addresses`.
std::string lineAmong(const std::vector<std::string>& addresses) {
    std::string pattern;
    for (const auto& address : addresses) {
        pattern += pattern.empty() ? "(^|\n)(" : "|";
        for (const char c : address) {
            const auto octet = static_cast<unsigned char>(c);
            const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || octet >= 0x80;
            if (!plain) pattern += '\\';
            pattern += c;
        }
    }
    return pattern + ")(\n|$)";
}

void addAliases(dbpool::ReadSession& session, const std::set<std::string>& wanted,
                std::map<std::string, Addressee>& found) {
    std::vector<std::string> rest;
    for (const auto& address : wanted) {
        if (!found.contains(address)) rest.push_back(address);
    }
    if (rest.empty()) return;
    const auto pattern = lineAmong(rest);
    auto rows = session.query(kByAlias, {pattern});
    while (rows.next()) {
        const auto user = userAt(rows);
        const std::string aliases = lower(rows.text(6));
        for (std::string_view left = aliases; !left.empty();) {
            const auto end = std::min(left.find('\n'), left.size());
            const std::string alias(left.substr(0, end));
            left.remove_prefix(std::min(end + 1, left.size()));
            if (wanted.contains(alias)) found.try_emplace(alias, user);
        }
    }
}

}  // namespace

std::map<std::string, Addressee> addressees(dbpool::ReadSession& session, const std::set<std::string>& addresses) {
    std::map<std::string, Addressee> found;
    if (addresses.empty()) return found;
    const std::vector<std::string> list(addresses.begin(), addresses.end());
    ofPrimary(session, kUsers, list, [&](const dbpool::Rows& rows) {
        auto user = userAt(rows);
        found.try_emplace(lower(user.email), user);
    });
    ofPrimary(session, kResources, list, [&](const dbpool::Rows& rows) {
        auto resource = addresseeAt(rows);
        resource.resource = ResourceId{rows.integer(1)};
        resource.name = rows.text(6);
        resource.description = rows.text(7);
        resource.available = rows.integer(8) != 0;
        resource.seq = Seq{rows.integer(9)};
        found.try_emplace(lower(resource.email), resource);
    });
    addAliases(session, addresses, found);
    return found;
}

std::map<UserId, Addressee> userAddressees(dbpool::ReadSession& session, const std::set<std::int64_t>& users) {
    std::map<UserId, Addressee> found;
    const std::vector<std::int64_t> ids(users.begin(), users.end());
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session.queryIn(kUsersById, {}, piece);
        while (rows.next()) found.emplace(UserId{rows.integer(1)}, userAt(rows));
    });
    return found;
}

}  // namespace groupware::principals
