#include "groupware/contacts/store/contact_writer.h"

#include "dbpool/driver/db_error.h"
#include "dbpool/routing/in_pieces.h"
#include "dbpool/routing/json_list.h"
#include "groupware/base/error.h"
#include "groupware/contacts/card_index.h"

#include <array>
#include <cstddef>

namespace groupware::contacts {
namespace {

using dbpool::WriteStatement;

constexpr WriteStatement kInsert{
    "contacts.contact.insert",
    "INSERT INTO contact (cid, id, folder, name, uid, sort_name, display_name, company, birthday, anniversary, "
    "is_list, "
    "members, private, color_label, picture_type, picture_seq, attachments, newest_attachment, fields, changed_by, "
    "seq, "
    "created_by, created_at, created_seq, use_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "?, "
    "?, ?, ?, ?, ?)"};
// The one-row table stands first because the context id is the first value of every statement.
constexpr WriteStatement kUpdate{
    "contacts.contact.update",
    "UPDATE (SELECT ? AS cid) k JOIN contact c ON c.cid = k.cid SET c.folder = ?, c.name = ?, c.uid = ?, c.sort_name = "
    "?, c.display_name = ?, c.company = ?, c.birthday = ?, c.anniversary = ?, c.is_list = ?, c.members = ?, c.private "
    "= "
    "?, c.color_label = ?, c.picture_type = ?, c.picture_seq = ?, c.attachments = ?, c.newest_attachment = ?, c.fields "
    "= "
    "?, c.changed_by = ?, c.seq = ? WHERE c.id = ?"};
constexpr WriteStatement kInsertCard{"contacts.card.insert",
                                     "INSERT INTO contact_card (cid, contact, card) VALUES (?, ?, ?)"};
constexpr WriteStatement kUpdateCard{
    "contacts.card.update",
    "UPDATE (SELECT ? AS cid) k JOIN contact_card c ON c.cid = k.cid SET c.card = ? WHERE c.contact = ?"};
constexpr WriteStatement kInsertLine{"contacts.line.insert",
                                     "INSERT INTO contact_line (cid, contact, position, octets) VALUES (?, ?, ?, ?)"};
constexpr WriteStatement kInsertEmails{
    "contacts.email.insert",
    "INSERT INTO contact_email (cid, contact, position, folder, address) SELECT ?, j.contact, j.position, j.folder, "
    "j.address FROM JSON_TABLE(?, '$[*]' COLUMNS (contact BIGINT PATH '$[0]', position INT PATH '$[1]', folder BIGINT "
    "PATH '$[2]', address VARCHAR(255) PATH '$[3]')) j"};
// Two words may be one for the collation.
constexpr WriteStatement kInsertWords{
    "contacts.word.insert",
    "INSERT IGNORE INTO contact_word (cid, folder, word, contact) SELECT ?, j.folder, j.word, j.contact FROM "
    "JSON_TABLE(?, '$[*]' COLUMNS (folder BIGINT PATH '$[0]', word VARCHAR(64) PATH '$[1]', contact BIGINT PATH "
    "'$[2]')) j"};
constexpr WriteStatement kInsertMembers{
    "contacts.member.insert",
    "INSERT INTO contact_member (cid, list, position, contact, mail_field, name, mail, sort_name) SELECT ?, j.list, "
    "j.position, j.contact, j.field, j.name, j.mail, j.sort_name FROM JSON_TABLE(?, '$[*]' COLUMNS (list BIGINT PATH "
    "'$[0]', position INT PATH '$[1]', contact BIGINT PATH '$[2]', field INT PATH '$[3]', name VARCHAR(1024) PATH "
    "'$[4]', mail VARCHAR(1024) PATH '$[5]', sort_name VARCHAR(1024) PATH '$[6]')) j"};
constexpr WriteStatement kMoveEmails{
    "contacts.email.move",
    "UPDATE (SELECT ? AS cid) k JOIN contact_email e ON e.cid = k.cid SET e.folder = ? WHERE e.contact = ?"};
constexpr WriteStatement kMoveWords{
    "contacts.word.move",
    "UPDATE (SELECT ? AS cid) k JOIN contact_word w ON w.cid = k.cid SET w.folder = ? WHERE w.contact = ?"};
constexpr WriteStatement kFreeMembers{"contacts.member.free",
                                      "UPDATE (SELECT ? AS cid) k JOIN contact_member m ON m.cid = k.cid SET m.contact "
                                      "= NULL, m.mail_field = 0 WHERE m.contact IN (?...)"};
constexpr WriteStatement kTouch{
    "contacts.contact.touch",
    "UPDATE (SELECT ? AS cid) k JOIN contact c ON c.cid = k.cid SET c.seq = ?, c.changed_by "
    "= ? WHERE c.id IN (?...)"};
constexpr WriteStatement kSetAttachments{
    "contacts.contact.setAttachments",
    "UPDATE (SELECT ? AS cid) k JOIN contact c ON c.cid = k.cid SET c.attachments = ?, c.newest_attachment = ?, "
    "c.changed_by = ?, c.seq = ? WHERE c.id = ?"};
constexpr WriteStatement kUse{
    "contacts.contact.use",
    "UPDATE (SELECT ? AS cid) k JOIN contact c ON c.cid = k.cid SET c.use_count = c.use_count "
    "+ 1 WHERE c.id IN (?...)"};
constexpr WriteStatement kBequeath{
    "contacts.contact.bequeath",
    "UPDATE (SELECT ? AS cid) k JOIN contact c ON c.cid = k.cid SET c.created_by = IF(c.created_by = ?, ?, "
    "c.created_by), c.changed_by = IF(c.changed_by = ?, ?, c.changed_by), c.seq = ? WHERE c.id IN (?...)"};

constexpr WriteStatement kRemove{"contacts.contact.remove", "DELETE FROM contact WHERE cid = ? AND id IN (?...)"};
constexpr WriteStatement kRemoveCards{"contacts.card.remove",
                                      "DELETE FROM contact_card WHERE cid = ? AND contact IN (?...)"};
constexpr WriteStatement kRemoveLines{"contacts.line.remove",
                                      "DELETE FROM contact_line WHERE cid = ? AND contact IN (?...)"};
constexpr WriteStatement kRemoveEmails{"contacts.email.remove",
                                       "DELETE FROM contact_email WHERE cid = ? AND contact IN (?...)"};
constexpr WriteStatement kRemoveWords{"contacts.word.remove",
                                      "DELETE FROM contact_word WHERE cid = ? AND contact IN (?...)"};
constexpr WriteStatement kRemoveMembers{"contacts.member.remove",
                                        "DELETE FROM contact_member WHERE cid = ? AND list IN (?...)"};

// What the columns hold, in characters.
constexpr std::size_t kSortName = 320;
constexpr std::size_t kAddress = 255;

std::optional<int> dayOrNull(const Fields& fields, int column) {
    const int day = dayOfYear(valueOf(fields, column));
    return day == 0 ? std::nullopt : std::optional(day);
}

int colorOf(const Fields& fields) {
    const auto& text = valueOf(fields, column::kColorLabel);
    return text.empty() || text.size() > 2 ? 0 : std::stoi(text);
}

/// The values that insert() and update() share, as texts that outlive the statement.
struct Columns {
    explicit Columns(const Contact& contact)
        : sortName(cut(contacts::sortName(contact.fields), kSortName)),
          fields(writeFields(contact.fields)),
          birthday(dayOrNull(contact.fields, column::kBirthday)),
          anniversary(dayOrNull(contact.fields, column::kAnniversary)),
          color(colorOf(contact.fields)),
          pictureType(contact.hasPicture ? std::optional(contact.pictureType) : std::nullopt) {}

    [[nodiscard]] std::vector<dbpool::Value> values(const Contact& contact) const {
        return {contact.folder.value,
                contact.name,
                contact.uid,
                sortName,
                valueOf(contact.fields, column::kDisplayName),
                valueOf(contact.fields, column::kCompany),
                birthday,
                anniversary,
                contact.isList,
                contact.memberCount,
                contact.isPrivate(),
                color,
                pictureType,
                contact.pictureSeq.value,
                contact.attachments,
                contact.newestAttachment,
                fields,
                contact.changedBy.value,
                contact.seq.value};
    }

    std::string sortName;
    std::string fields;
    std::optional<int> birthday;
    std::optional<int> anniversary;
    int color;
    std::optional<std::string> pictureType;
};

/// The only unique key a caller can hit is the resource name's; ids come from the sequence.
[[noreturn]] void explain(const dbpool::DbError& failure, const Contact& contact) {
    if (failure.kind() == dbpool::DbErrorKind::DuplicateKey)
        throw Error(ErrorCode::Conflict, "resource name taken in folder " + std::to_string(contact.folder.value),
                    "This folder already has a contact of that name.");
    throw failure;
}

}  // namespace

ContactId ContactWriter::nextId() {
    return {transaction_.nextId("contact")};
}

void ContactWriter::insert(Contact& contact, std::string_view card) {
    contact.createdSeq = contact.seq = transaction_.seq();
    const Columns columns(contact);
    std::vector<dbpool::Value> values{contact.id.value};
    for (const auto& value : columns.values(contact)) values.push_back(value);
    values.emplace_back(contact.createdBy.value);
    values.emplace_back(contact.createdAt.time_since_epoch().count());
    values.emplace_back(contact.createdSeq.value);
    values.emplace_back(contact.useCount);
    try {
        transaction_.execute(kInsert, values);
    } catch (const dbpool::DbError& failure) {
        explain(failure, contact);
    }
    transaction_.execute(kInsertCard, {contact.id.value, dbpool::Blob{card}});
}

void ContactWriter::update(Contact& contact) {
    contact.seq = transaction_.seq();
    const Columns columns(contact);
    auto values = columns.values(contact);
    values.emplace_back(contact.id.value);
    std::int64_t matched = 0;
    try {
        matched = transaction_.execute(kUpdate, values);
    } catch (const dbpool::DbError& failure) {
        explain(failure, contact);
    }
    if (matched == 0) throw Error(ErrorCode::NotFound, "no contact " + std::to_string(contact.id.value));
}

void ContactWriter::setCard(ContactId contact, std::string_view card) {
    transaction_.execute(kUpdateCard, {dbpool::Blob{card}, contact.value});
}

void ContactWriter::setLines(ContactId contact, const std::vector<std::string>& lines) {
    transaction_.executeIn(kRemoveLines, {}, std::array{contact.value});
    addLines(contact, lines);
}

void ContactWriter::addLines(ContactId contact, const std::vector<std::string>& lines) {
    std::int64_t position = 0;
    for (const auto& line : lines) transaction_.execute(kInsertLine, {contact.value, position++, dbpool::Blob{line}});
}

void ContactWriter::index(std::span<const Contact* const> contacts) {
    dbpool::JsonList emails;
    dbpool::JsonList words;
    for (const auto* contact : contacts) {
        std::int64_t position = 0;
        for (const auto& address : contact->addresses) {
            emails.row().add(contact->id.value).add(position++).add(contact->folder.value);
            emails.add(cut(foldedAddress(address), kAddress));
        }
        for (const auto& word : indexWords(contact->fields, contact->addresses))
            words.row().add(contact->folder.value).add(word).add(contact->id.value);
    }
    const std::string emailRows = emails.text();
    const std::string wordRows = words.text();
    if (!emails.empty()) transaction_.execute(kInsertEmails, {emailRows});
    if (!words.empty()) transaction_.execute(kInsertWords, {wordRows});
}

void ContactWriter::unindex(std::span<const std::int64_t> contacts) {
    dbpool::inPieces(contacts, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveEmails, {}, piece);
        transaction_.executeIn(kRemoveWords, {}, piece);
    });
}

void ContactWriter::moveIndex(ContactId contact, FolderId folder) {
    transaction_.execute(kMoveEmails, {folder.value, contact.value});
    transaction_.execute(kMoveWords, {folder.value, contact.value});
}

void ContactWriter::setMembers(ContactId list, const std::vector<Member>& members) {
    transaction_.executeIn(kRemoveMembers, {}, std::array{list.value});
    dbpool::JsonList rows;
    std::int64_t position = 0;
    for (const auto& member : members) {
        rows.row().add(list.value).add(position++);
        if (member.contact == ContactId{})
            rows.addNull();
        else
            rows.add(member.contact.value);
        rows.add(std::int64_t{member.mailField}).add(member.name).add(member.mail).add(member.sortName);
    }
    const std::string text = rows.text();
    if (!rows.empty()) transaction_.execute(kInsertMembers, {text});
}

void ContactWriter::freeMembers(std::span<const std::int64_t> contacts) {
    dbpool::inPieces(contacts,
                     [&](std::span<const std::int64_t> piece) { transaction_.executeIn(kFreeMembers, {}, piece); });
}

void ContactWriter::touch(std::span<const std::int64_t> contacts, UserId editor) {
    const auto seq = transaction_.seq().value;
    dbpool::inPieces(contacts, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kTouch, {seq, editor.value}, piece);
    });
}

void ContactWriter::setAttachments(ContactId contact, std::int64_t count, std::int64_t newest, UserId editor) {
    transaction_.execute(kSetAttachments, {count, newest, editor.value, transaction_.seq().value, contact.value});
}

void ContactWriter::use(std::span<const std::int64_t> contacts) {
    dbpool::inPieces(contacts, [&](std::span<const std::int64_t> piece) { transaction_.executeIn(kUse, {}, piece); });
}

void ContactWriter::bequeath(std::span<const std::int64_t> contacts, UserId user, UserId heir) {
    const auto seq = transaction_.seq().value;
    dbpool::inPieces(contacts, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kBequeath, {user.value, heir.value, user.value, heir.value, seq}, piece);
    });
}

void ContactWriter::remove(std::span<const std::int64_t> contacts) {
    unindex(contacts);
    dbpool::inPieces(contacts, [&](std::span<const std::int64_t> piece) {
        transaction_.executeIn(kRemoveLines, {}, piece);
        transaction_.executeIn(kRemoveMembers, {}, piece);
        transaction_.executeIn(kRemoveCards, {}, piece);
        transaction_.executeIn(kRemove, {}, piece);
    });
}

}  // namespace groupware::contacts
