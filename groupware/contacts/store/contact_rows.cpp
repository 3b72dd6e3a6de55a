#include "groupware/contacts/store/contact_rows.h"

#include <chrono>

namespace groupware::contacts {

Contact contactOf(const dbpool::Rows& rows) {
    return {.id = {rows.integer(1)},
            .folder = {rows.integer(2)},
            .name = rows.text(3),
            .uid = rows.text(4),
            .fields = readFields(rows.text(12)),
            .isList = rows.flag(5),
            .memberCount = static_cast<int>(rows.integer(6)),
            .hasPicture = !rows.isNull(7),
            .pictureType = rows.text(7),
            .pictureSeq = {rows.integer(8)},
            .attachments = static_cast<int>(rows.integer(9)),
            .newestAttachment = rows.integer(10),
            .useCount = rows.integer(11),
            .createdBy = {rows.integer(13)},
            .createdAt = Instant(std::chrono::milliseconds(rows.integer(14))),
            .changedBy = {rows.integer(15)},
            .createdSeq = {rows.integer(16)},
            .seq = {rows.integer(17)}};
}

std::vector<Contact> contactsOf(dbpool::Rows rows) {
    std::vector<Contact> contacts;
    contacts.reserve(rows.count());
    while (rows.next()) contacts.push_back(contactOf(rows));
    return contacts;
}

}  // namespace groupware::contacts
