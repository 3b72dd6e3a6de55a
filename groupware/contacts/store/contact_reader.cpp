#include "groupware/contacts/store/contact_reader.h"

#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/json_list.h"
#include "dbpool/routing/sql_text.h"
#include "groupware/contacts/store/contact_rows.h"

#include <utility>

namespace groupware::contacts {
namespace {

using dbpool::ReadStatement;

constexpr std::string_view kSelect = "SELECT ";
constexpr std::string_view kFrom = " FROM contact c ";
constexpr std::string_view kWithCard =
    ", d.card FROM contact c JOIN contact_card d ON d.cid = c.cid AND d.contact = c.id WHERE c.cid = ? AND c.id = ?";

template <const std::string_view& rest>
using Select = dbpool::SqlText<kSelect, kContactColumns, kFrom, rest>;

constexpr std::string_view kById = "WHERE c.cid = ? AND c.id = ?";
constexpr std::string_view kByIds = "WHERE c.cid = ? AND c.id IN (?...)";
constexpr std::string_view kOfFolder =
    "WHERE c.cid = ? AND c.folder = ? AND (c.created_by = ? OR (? = 0 AND c.private = 0)) ORDER BY c.sort_name, c.id "
    "LIMIT ?";
constexpr std::string_view kChanged = "WHERE c.cid = ? AND c.folder = ? AND c.seq > ? ORDER BY c.seq, c.id";
constexpr std::string_view kBehind =
    "WHERE c.cid = ? AND c.folder = ? AND c.seq >= ? AND (c.seq > ? OR c.id > ?) ORDER BY c.seq, c.id LIMIT ?";
constexpr std::string_view kAnyOfFolder = "WHERE c.cid = ? AND c.folder = ? ORDER BY c.id LIMIT ?";
constexpr std::string_view kTouched =
    "WHERE c.cid = ? AND (c.created_by = ? OR c.changed_by = ?) ORDER BY c.id LIMIT ?";

constexpr ReadStatement kFind{"contacts.contact.find", Select<kById>::kValue};
constexpr ReadStatement kFindWithCard{"contacts.contact.findWithCard",
                                      dbpool::SqlText<kSelect, kContactColumns, kWithCard>::kValue};
constexpr ReadStatement kFindAll{"contacts.contact.findAll", Select<kByIds>::kValue};
constexpr ReadStatement kList{"contacts.contact.list", Select<kOfFolder>::kValue};
constexpr ReadStatement kChangedSince{"contacts.contact.changedSince", Select<kChanged>::kValue};
constexpr ReadStatement kListBehind{"contacts.contact.behind", Select<kBehind>::kValue};
constexpr ReadStatement kBatch{"contacts.contact.batch", Select<kAnyOfFolder>::kValue};
constexpr ReadStatement kTouchedBy{"contacts.contact.touchedBy", Select<kTouched>::kValue};

constexpr ReadStatement kCards{"contacts.card.list",
                               "SELECT contact, card FROM contact_card WHERE cid = ? AND contact IN (?...)"};
constexpr ReadStatement kLines{"contacts.line.list",
                               "SELECT contact, octets FROM contact_line WHERE cid = ? AND contact IN (?...) "
                               "ORDER BY contact, position"};
constexpr ReadStatement kMembers{
    "contacts.member.list",
    "SELECT m.list, m.contact, m.mail_field, m.name, m.mail, m.sort_name, c.folder FROM contact_member m "
    "LEFT JOIN contact c ON c.cid = m.cid AND c.id = m.contact WHERE m.cid = ? AND m.list IN (?...) "
    "ORDER BY m.list, m.position"};
constexpr ReadStatement kListsWith{"contacts.member.lists",
                                   "SELECT DISTINCT list FROM contact_member WHERE cid = ? AND contact IN (?...)"};
constexpr ReadStatement kCount{
    "contacts.contact.count",
    "SELECT folder, COUNT(*) FROM contact WHERE cid = ? AND folder IN (?...) GROUP BY folder"};

// -- searches, each for the two lists of a scope: all but others' private contacts, and only one's own

constexpr std::string_view kVisible = " AND (c.private = 0 OR c.created_by = ?)";
constexpr std::string_view kOwn = " AND c.created_by = ?";
constexpr std::string_view kInFolders = " AND c.folder IN (?...)";
constexpr std::string_view kBySortName = " ORDER BY c.sort_name, c.id";

template <const std::string_view&... pieces>
using Search = dbpool::SqlText<kSelect, kContactColumns, pieces...>;
template <const std::string_view&... pieces>
using IdSearch = dbpool::SqlText<pieces...>;

// The order of tables and their indexes are fixed: with them the cost follows the number of hits, and statistics of a
// folder that has just been filled would say something else.
constexpr std::string_view kFromWord =
    "SELECT DISTINCT c.id, c.use_count, c.sort_name FROM contact_word w FORCE INDEX (PRIMARY) STRAIGHT_JOIN contact c "
    "FORCE INDEX (PRIMARY) ON c.cid = w.cid AND c.id = w.contact WHERE w.cid = ? AND w.word LIKE ?";
constexpr std::string_view kSecondWord =
    " AND EXISTS (SELECT 1 FROM contact_word a WHERE a.cid = c.cid AND a.contact = c.id AND a.word LIKE ?)";
constexpr std::string_view kThirdWord =
    " AND EXISTS (SELECT 1 FROM contact_word b WHERE b.cid = c.cid AND b.contact = c.id AND b.word LIKE ?)";
constexpr std::string_view kByUse = " AND w.folder IN (?...) ORDER BY c.use_count DESC, c.sort_name, c.id";

constexpr ReadStatement kOneWord{"contacts.word.one", IdSearch<kFromWord, kVisible, kByUse>::kValue};
constexpr ReadStatement kOneWordOwn{"contacts.word.oneOwn", IdSearch<kFromWord, kOwn, kByUse>::kValue};
constexpr ReadStatement kTwoWords{"contacts.word.two", IdSearch<kFromWord, kSecondWord, kVisible, kByUse>::kValue};
constexpr ReadStatement kTwoWordsOwn{"contacts.word.twoOwn", IdSearch<kFromWord, kSecondWord, kOwn, kByUse>::kValue};
constexpr ReadStatement kThreeWords{"contacts.word.three",
                                    IdSearch<kFromWord, kSecondWord, kThirdWord, kVisible, kByUse>::kValue};
constexpr ReadStatement kThreeWordsOwn{"contacts.word.threeOwn",
                                       IdSearch<kFromWord, kSecondWord, kThirdWord, kOwn, kByUse>::kValue};

constexpr std::string_view kFromEmail =
    "SELECT DISTINCT c.id, c.use_count, c.sort_name FROM contact_email w FORCE INDEX (contact_email_address) "
    "STRAIGHT_JOIN contact c FORCE INDEX (PRIMARY) ON c.cid = w.cid AND c.id = w.contact WHERE w.cid = ? AND w.address "
    "LIKE ?";
constexpr ReadStatement kWithAddress{"contacts.email.find", IdSearch<kFromEmail, kVisible, kByUse>::kValue};
constexpr ReadStatement kWithAddressOwn{"contacts.email.findOwn", IdSearch<kFromEmail, kOwn, kByUse>::kValue};

constexpr std::string_view kMatching =
    "SELECT c.id FROM contact c WHERE c.cid = ? AND (c.display_name LIKE ? OR c.sort_name LIKE ? OR c.company LIKE ? "
    "OR EXISTS (SELECT 1 FROM contact_email e WHERE e.cid = c.cid AND e.contact = c.id AND e.address LIKE LOWER(?)) OR "
    "EXISTS (SELECT 1 FROM contact_word w WHERE w.cid = c.cid AND w.contact = c.id AND w.word LIKE ?))";
constexpr ReadStatement kSearch{"contacts.contact.search",
                                IdSearch<kMatching, kVisible, kInFolders, kBySortName>::kValue};
constexpr ReadStatement kSearchOwn{"contacts.contact.searchOwn",
                                   IdSearch<kMatching, kOwn, kInFolders, kBySortName>::kValue};

constexpr std::string_view kEvery = " FROM contact c WHERE c.cid = ?";
constexpr ReadStatement kAll{"contacts.contact.all", Search<kEvery, kVisible, kInFolders, kBySortName>::kValue};
constexpr ReadStatement kAllOwn{"contacts.contact.allOwn", Search<kEvery, kOwn, kInFolders, kBySortName>::kValue};

constexpr std::string_view kHowMany = "SELECT COUNT(*) FROM contact c WHERE c.cid = ?";
constexpr ReadStatement kCountAll{"contacts.contact.countAll", IdSearch<kHowMany, kVisible, kInFolders>::kValue};
constexpr ReadStatement kCountAllOwn{"contacts.contact.countAllOwn", IdSearch<kHowMany, kOwn, kInFolders>::kValue};

constexpr std::string_view kBornIn = " FROM contact c WHERE c.cid = ? AND c.birthday BETWEEN ? AND ?";
constexpr std::string_view kMarriedIn = " FROM contact c WHERE c.cid = ? AND c.anniversary BETWEEN ? AND ?";
constexpr std::string_view kByBirthday = " ORDER BY c.birthday, c.id";
constexpr std::string_view kByAnniversary = " ORDER BY c.anniversary, c.id";
constexpr ReadStatement kBirthdays{"contacts.contact.birthdays",
                                   Search<kBornIn, kVisible, kInFolders, kByBirthday>::kValue};
constexpr ReadStatement kBirthdaysOwn{"contacts.contact.birthdaysOwn",
                                      Search<kBornIn, kOwn, kInFolders, kByBirthday>::kValue};
constexpr ReadStatement kAnniversaries{"contacts.contact.anniversaries",
                                       Search<kMarriedIn, kVisible, kInFolders, kByAnniversary>::kValue};
constexpr ReadStatement kAnniversariesOwn{"contacts.contact.anniversariesOwn",
                                          Search<kMarriedIn, kOwn, kInFolders, kByAnniversary>::kValue};

constexpr ReadStatement kWithUid{"contacts.contact.withUid",
                                 "SELECT id FROM contact WHERE cid = ? AND uid = ? AND folder = ? ORDER BY id"};
constexpr ReadStatement kWithUids{
    "contacts.contact.withUids",
    "SELECT c.uid, c.id FROM (SELECT ? AS cid) k JOIN JSON_TABLE(?, '$[*]' COLUMNS (uid VARCHAR(255) PATH '$[0]')) u "
    "JOIN contact c ON c.cid = k.cid AND c.uid = u.uid COLLATE utf8mb4_nopad_bin ORDER BY c.id"};
constexpr ReadStatement kOwners{
    "contacts.email.owners",
    "SELECT e.address, e.contact, e.folder FROM (SELECT ? AS cid) k JOIN JSON_TABLE(?, '$[*]' COLUMNS (address "
    "VARCHAR(255) "
    "PATH '$[0]')) a JOIN contact_email e ON e.cid = k.cid AND e.address = a.address COLLATE utf8mb4_nopad_bin WHERE "
    "e.folder IN (?...) ORDER BY e.contact"};
constexpr ReadStatement kTakenNames{
    "contacts.contact.takenNames",
    "SELECT c.name FROM (SELECT ? AS cid) k JOIN JSON_TABLE(?, '$[*]' COLUMNS (name VARCHAR(255) PATH '$[0]')) n JOIN "
    "contact c ON c.cid = k.cid AND c.folder = ? AND c.name = n.name COLLATE utf8mb4_nopad_bin"};

std::string startingWith(std::string_view prefix) {
    std::string pattern;
    for (const char c : prefix) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

std::string listOf(const std::vector<std::string>& texts) {
    dbpool::JsonList list;
    for (const auto& text : texts) list.row().add(text);
    return list.text();
}

}  // namespace

template <class Query>
std::vector<Contact> ContactReader::inScope(const SearchScope& scope, const Query& query) {
    std::vector<Contact> found;
    const auto collect = [&](const std::vector<std::int64_t>& folders, bool own) {
        dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
            auto rows = query(own, piece);
            while (rows.next()) found.push_back(contactOf(rows));
        });
    };
    collect(scope.folders, false);
    collect(scope.ownFolders, true);
    return found;
}

template <class Query>
std::vector<Contact> ContactReader::firstInScope(const SearchScope& scope, std::size_t limit, const Query& query) {
    std::vector<std::int64_t> ids;
    const auto collect = [&](const std::vector<std::int64_t>& folders, bool own) {
        dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
            auto rows = query(own, piece);
            while (rows.next() && ids.size() < limit) ids.push_back(rows.integer(1));
        });
    };
    collect(scope.folders, false);
    collect(scope.ownFolders, true);
    std::map<std::int64_t, Contact> found;
    for (auto& contact : findAll(ids)) found.emplace(contact.id.value, std::move(contact));
    std::vector<Contact> contacts;
    for (const auto id : ids) {
        if (auto at = found.extract(id)) contacts.push_back(std::move(at.mapped()));
    }
    return contacts;
}

std::optional<Contact> ContactReader::find(ContactId id) {
    auto rows = session_.query(kFind, {id.value});
    if (!rows.next()) return std::nullopt;
    return contactOf(rows);
}

std::optional<std::pair<Contact, std::string>> ContactReader::findWithCard(ContactId id) {
    auto rows = session_.query(kFindWithCard, {id.value});
    if (!rows.next()) return std::nullopt;
    return std::pair(contactOf(rows), rows.text(kColumnsOfContact + 1));
}

std::vector<Contact> ContactReader::findAll(std::span<const std::int64_t> ids) {
    std::vector<Contact> contacts;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kFindAll, {}, piece);
        while (rows.next()) contacts.push_back(contactOf(rows));
    });
    return contacts;
}

std::map<ContactId, std::string> ContactReader::cards(std::span<const std::int64_t> ids) {
    std::map<ContactId, std::string> cards;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kCards, {}, piece);
        while (rows.next()) cards.emplace(ContactId{rows.integer(1)}, rows.text(2));
    });
    return cards;
}

std::map<ContactId, std::vector<std::string>> ContactReader::lines(std::span<const std::int64_t> ids) {
    std::map<ContactId, std::vector<std::string>> lines;
    dbpool::inPieces(ids, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kLines, {}, piece);
        while (rows.next()) lines[ContactId{rows.integer(1)}].push_back(rows.text(2));
    });
    return lines;
}

std::map<ContactId, std::vector<Member>> ContactReader::members(std::span<const std::int64_t> lists) {
    std::map<ContactId, std::vector<Member>> members;
    dbpool::inPieces(lists, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kMembers, {}, piece);
        while (rows.next()) {
            members[ContactId{rows.integer(1)}].push_back({.contact = {rows.integer(2)},
                                                           .folder = {rows.integer(7)},
                                                           .mailField = static_cast<int>(rows.integer(3)),
                                                           .name = rows.text(4),
                                                           .mail = rows.text(5),
                                                           .sortName = rows.text(6)});
        }
    });
    return members;
}

std::vector<std::int64_t> ContactReader::listsWith(std::span<const std::int64_t> contacts, std::size_t limit) {
    std::vector<std::int64_t> lists;
    dbpool::inPieces(contacts, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kListsWith, {}, piece);
        while (rows.next() && lists.size() < limit) lists.push_back(rows.integer(1));
    });
    return lists;
}

std::vector<Contact> ContactReader::list(FolderId folder, const Reader& reader, std::size_t limit) {
    return contactsOf(session_.query(
        kList, {folder.value, reader.user.value, reader.ownOnly ? 1 : 0, static_cast<std::int64_t>(limit)}));
}

std::vector<Contact> ContactReader::changedSince(FolderId folder, Seq since) {
    return contactsOf(session_.query(kChangedSince, {folder.value, since.value}));
}

std::vector<Contact> ContactReader::behind(FolderId folder, Seq seq, ContactId id, std::size_t limit) {
    return contactsOf(
        session_.query(kListBehind, {folder.value, seq.value, seq.value, id.value, static_cast<std::int64_t>(limit)}));
}

std::vector<Contact> ContactReader::batch(FolderId folder, std::size_t limit) {
    return contactsOf(session_.query(kBatch, {folder.value, static_cast<std::int64_t>(limit)}));
}

std::vector<Contact> ContactReader::touchedBy(UserId user, std::size_t limit) {
    return contactsOf(session_.query(kTouchedBy, {user.value, user.value, static_cast<std::int64_t>(limit)}));
}

std::map<FolderId, std::int64_t> ContactReader::count(std::span<const std::int64_t> folders) {
    std::map<FolderId, std::int64_t> counts;
    dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kCount, {}, piece);
        while (rows.next()) counts[FolderId{rows.integer(1)}] = rows.integer(2);
    });
    return counts;
}

std::vector<Contact> ContactReader::withWords(const SearchScope& scope, std::span<const std::string> prefixes,
                                              std::size_t limit) {
    std::vector<std::string> patterns;
    for (const auto& prefix : prefixes) patterns.push_back(startingWith(prefix));
    return firstInScope(scope, limit, [&](bool own, std::span<const std::int64_t> folders) {
        const auto user = scope.user.value;
        if (patterns.size() == 1) return session_.queryIn(own ? kOneWordOwn : kOneWord, {patterns[0], user}, folders);
        if (patterns.size() == 2)
            return session_.queryIn(own ? kTwoWordsOwn : kTwoWords, {patterns[0], patterns[1], user}, folders);
        return session_.queryIn(own ? kThreeWordsOwn : kThreeWords, {patterns[0], patterns[1], patterns[2], user},
                                folders);
    });
}

std::vector<Contact> ContactReader::withAddress(const SearchScope& scope, std::string_view prefix, std::size_t limit) {
    const std::string pattern = startingWith(prefix);
    return firstInScope(scope, limit, [&](bool own, std::span<const std::int64_t> folders) {
        return session_.queryIn(own ? kWithAddressOwn : kWithAddress, {pattern, scope.user.value}, folders);
    });
}

std::vector<Contact> ContactReader::search(const SearchScope& scope, std::string_view pattern, std::size_t limit) {
    return firstInScope(scope, limit, [&](bool own, std::span<const std::int64_t> folders) {
        return session_.queryIn(own ? kSearchOwn : kSearch,
                                {pattern, pattern, pattern, pattern, pattern, scope.user.value}, folders);
    });
}

std::size_t ContactReader::countAll(const SearchScope& scope) {
    std::size_t count = 0;
    const auto add = [&](const std::vector<std::int64_t>& folders, const ReadStatement& statement) {
        dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
            auto rows = session_.queryIn(statement, {scope.user.value}, piece);
            if (rows.next()) count += static_cast<std::size_t>(rows.integer(1));
        });
    };
    add(scope.folders, kCountAll);
    add(scope.ownFolders, kCountAllOwn);
    return count;
}

std::vector<Contact> ContactReader::all(const SearchScope& scope) {
    return inScope(scope, [&](bool own, std::span<const std::int64_t> folders) {
        return session_.queryIn(own ? kAllOwn : kAll, {scope.user.value}, folders);
    });
}

std::vector<Contact> ContactReader::withDay(const SearchScope& scope, Anniversary what, int first, int last,
                                            std::size_t limit) {
    const bool birthday = what == Anniversary::Birthday;
    auto found = inScope(scope, [&](bool own, std::span<const std::int64_t> folders) {
        const auto& statement =
            birthday ? (own ? kBirthdaysOwn : kBirthdays) : (own ? kAnniversariesOwn : kAnniversaries);
        return session_.queryIn(statement, {first, last, scope.user.value}, folders);
    });
    if (found.size() > limit) found.resize(limit);
    return found;
}

std::vector<ContactId> ContactReader::withUid(FolderId folder, std::string_view uid) {
    auto rows = session_.query(kWithUid, {uid, folder.value});
    std::vector<ContactId> ids;
    while (rows.next()) ids.push_back({rows.integer(1)});
    return ids;
}

std::map<std::string, ContactReader::Place> ContactReader::owners(std::span<const std::int64_t> folders,
                                                                  const std::vector<std::string>& addresses) {
    const std::string list = listOf(addresses);
    std::map<std::string, Place> owners;
    dbpool::inPieces(folders, [&](std::span<const std::int64_t> piece) {
        auto rows = session_.queryIn(kOwners, {list}, piece);
        while (rows.next()) owners.emplace(rows.text(1), Place{{rows.integer(2)}, {rows.integer(3)}});
    });
    return owners;
}

std::set<std::string> ContactReader::takenNames(FolderId folder, const std::vector<std::string>& names) {
    const std::string list = listOf(names);
    auto rows = session_.query(kTakenNames, {list, folder.value});
    std::set<std::string> taken;
    while (rows.next()) taken.insert(rows.text(1));
    return taken;
}

std::vector<std::pair<std::string, ContactId>> ContactReader::withUids(const std::vector<std::string>& uids) {
    const std::string list = listOf(uids);
    auto rows = session_.query(kWithUids, {list});
    std::vector<std::pair<std::string, ContactId>> found;
    while (rows.next()) found.emplace_back(rows.text(1), ContactId{rows.integer(2)});
    return found;
}

}  // namespace groupware::contacts
