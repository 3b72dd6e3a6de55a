#include "groupware/contacts/api/contact_columns.h"

#include "groupware/contacts/api/wire.h"

#include <array>
#include <charconv>
#include <string>
#include <vector>

namespace groupware::contacts::api {
namespace {

using engine::ColumnType;
using json::Value;
using Columns = std::vector<engine::Column<Contact>>;

Value textOrNull(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

std::int64_t number(const std::string& text) {
    std::int64_t value = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

engine::Column<Contact> fieldColumn(const Field& field) {
    const int id = field.column;
    switch (field.kind) {
        case FieldKind::Date:
            return {id, field.name, ColumnType::Date, [id](const Contact& contact) {
                        const auto day = dateMilliseconds(valueOf(contact.fields, id));
                        return day ? Value(*day) : Value();
                    }};
        case FieldKind::Number:
            return {id, field.name, ColumnType::Number,
                    [id](const Contact& contact) { return Value(number(valueOf(contact.fields, id))); }};
        case FieldKind::Flag:
            return {id, field.name, ColumnType::Boolean,
                    [id](const Contact& contact) { return Value(contact.fields.contains(id)); }};
        case FieldKind::Text:
        case FieldKind::Lines:
        case FieldKind::List: break;
    }
    return {id, field.name, ColumnType::Text,
            [id](const Contact& contact) { return textOrNull(valueOf(contact.fields, id)); }};
}

Value membersOf(const Contact& contact) {
    if (!contact.isList) return {};
    auto list = json::makeArray();
    for (const auto& member : contact.members) {
        auto object = json::makeObject();
        if (member.contact != ContactId{}) {
            object->set("id", std::to_string(member.contact.value));
            object->set("folder_id", std::to_string(member.folder.value));
        }
        object->set("display_name", member.name);
        object->set("mail", member.mail);
        object->set("mail_field", member.mailField);
        if (!member.sortName.empty()) object->set("sort_name", member.sortName);
        list->add(object);
    }
    return list;
}

void addCommon(Columns& columns) {
    columns.push_back(
        {1, "id", ColumnType::Text, [](const Contact& contact) { return Value(std::to_string(contact.id.value)); }});
    columns.push_back({2, "created_by", ColumnType::Text,
                       [](const Contact& contact) { return Value(std::to_string(contact.createdBy.value)); }});
    columns.push_back({3, "modified_by", ColumnType::Text,
                       [](const Contact& contact) { return Value(std::to_string(contact.changedBy.value)); }});
    columns.push_back({4, "creation_date", ColumnType::Time, [](const Contact& contact) {
                           return Value(std::int64_t{contact.createdAt.time_since_epoch().count()});
                       }});
    columns.push_back(
        {5, "last_modified", ColumnType::Timestamp, [](const Contact& contact) { return Value(contact.seq.value); }});
    columns.push_back({6, "last_modified_utc", ColumnType::Timestamp,
                       [](const Contact& contact) { return Value(contact.seq.value); }});
    columns.push_back({20, "folder_id", ColumnType::Text,
                       [](const Contact& contact) { return Value(std::to_string(contact.folder.value)); }});
    columns.push_back({104, "number_of_attachments", ColumnType::Number,
                       [](const Contact& contact) { return Value(contact.attachments); }});
    columns.push_back({105, "lastModifiedOfNewestAttachmentUTC", ColumnType::Timestamp, [](const Contact& contact) {
                           return contact.newestAttachment == 0 ? Value() : Value(contact.newestAttachment);
                       }});
    columns.push_back({223, "uid", ColumnType::Text, [](const Contact& contact) { return Value(contact.uid); }});
    columns.push_back({524, "user_id", ColumnType::Number, [](const Contact& contact) {
                           return contact.user == UserId{} ? Value() : Value(contact.user.value);
                       }});
    columns.push_back(
        {608, "useCount", ColumnType::Number, [](const Contact& contact) { return Value(contact.useCount); }});
}

void addListsAndPictures(Columns& columns) {
    columns.push_back({kMembersColumn, "distribution_list", ColumnType::Json, membersOf});
    columns.push_back({594, "number_of_distribution_list", ColumnType::Number,
                       [](const Contact& contact) { return Value(contact.memberCount); }});
    columns.push_back({596, "number_of_images", ColumnType::Number,
                       [](const Contact& contact) { return Value(contact.hasPicture ? 1 : 0); }});
    columns.push_back({597, "image_last_modified", ColumnType::Timestamp, [](const Contact& contact) {
                           return contact.hasPicture ? Value(contact.pictureSeq.value) : Value();
                       }});
    columns.push_back({601, "image1_content_type", ColumnType::Text,
                       [](const Contact& contact) { return textOrNull(contact.pictureType); }});
    columns.push_back({602, "mark_as_distributionlist", ColumnType::Boolean,
                       [](const Contact& contact) { return Value(contact.isList); }});
    columns.push_back({606, "image1_url", ColumnType::Text, [](const Contact& contact) {
                           return contact.hasPicture ? Value(pictureUrl(contact)) : Value();
                       }});
}

}  // namespace

engine::ColumnSet<Contact> contactColumns() {
    Columns columns;
    addCommon(columns);
    addListsAndPictures(columns);
    for (const auto& field : fields()) columns.push_back(fieldColumn(field));
    return engine::ColumnSet<Contact>(std::move(columns));
}

}  // namespace groupware::contacts::api
