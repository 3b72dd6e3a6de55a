#include "groupware/principals/api/user_columns.h"

#include <utility>
#include <vector>

namespace groupware::principals::api {

namespace json = formats::json;

namespace {

using groupware::api::ColumnType;

constexpr int kGlobalAddressBook = 6;  // the system folder that shows all users

json::Value groupsOf(const DirectoryEntry& entry) {
    auto groups = json::makeArray();
    for (const auto& group : entry.groups) groups->add(group.value);
    return groups;
}

json::Value aliasesOf(const DirectoryEntry& entry) {
    auto aliases = json::makeArray();
    for (const auto& alias : entry.user.aliases) aliases->add(alias);
    return aliases;
}

groupware::api::Column<DirectoryEntry> contactColumn(const ContactField& field) {
    const bool date = field.kind == ContactKind::Date;
    return {field.column, field.name, date ? ColumnType::Date : ColumnType::Text,
            [column = field.column, date](const DirectoryEntry& entry) -> json::Value {
                const auto found = entry.user.contact.find(column);
                if (found == entry.user.contact.end()) return {};
                if (!date) return found->second;
                const auto day = dateOf(found->second);
                return day ? json::Value(*day) : json::Value();
            }};
}

}  // namespace

groupware::api::ColumnSet<DirectoryEntry> userColumns() {
    std::vector<groupware::api::Column<DirectoryEntry>> columns{
        {1, "id", ColumnType::Number, [](const DirectoryEntry& entry) { return json::Value(entry.user.id.value); }},
        {5, "last_modified", ColumnType::Timestamp,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.seq.value); }},
        {6, "last_modified_utc", ColumnType::Timestamp,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.seq.value); }},
        {20, "folder_id", ColumnType::Number,
         [](const DirectoryEntry& /*entry*/) { return json::Value(kGlobalAddressBook); }},
        {500, "display_name", ColumnType::Text,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.displayName); }},
        {501, "first_name", ColumnType::Text,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.givenName); }},
        {502, "last_name", ColumnType::Text,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.surname); }},
        {519, "department", ColumnType::Text,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.department); }},
        {524, "user_id", ColumnType::Number,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.id.value); }},
        {555, "email1", ColumnType::Text, [](const DirectoryEntry& entry) { return json::Value(entry.user.email); }},
        {569, "company", ColumnType::Text, [](const DirectoryEntry& entry) { return json::Value(entry.user.company); }},
        {610, "aliases", ColumnType::Json, aliasesOf},
        {611, "timezone", ColumnType::Text,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.timeZone); }},
        {612, "locale", ColumnType::Text, [](const DirectoryEntry& entry) { return json::Value(entry.user.language); }},
        {613, "groups", ColumnType::Json, groupsOf},
        {614, "contact_id", ColumnType::Number,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.id.value); }},
        {615, "login_info", ColumnType::Text,
         [](const DirectoryEntry& entry) { return json::Value(entry.user.login); }},
    };
    for (const auto& field : contactFields()) columns.push_back(contactColumn(field));
    return groupware::api::ColumnSet<DirectoryEntry>(std::move(columns));
}

}  // namespace groupware::principals::api
