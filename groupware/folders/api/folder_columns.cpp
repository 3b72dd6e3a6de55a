#include "groupware/folders/api/folder_columns.h"

#include <algorithm>
#include <string>
#include <vector>

namespace groupware::folders::api {
namespace {

namespace json = groupware::formats::json;
using groupware::api::ColumnType;
using json::Value;
using Columns = std::vector<groupware::api::Column<FolderView>>;

constexpr int kCanHavePermissions = 1;  // bit 0 of `capabilities`

json::Object::Ptr grantObject(const Grant& grant) {
    auto object = json::makeObject();
    object->set("entity", grant.grantee.id);
    object->set("bits", grant.rights.bits());
    return object;
}

Value permissionsOf(const FolderView& view) {
    auto all = json::makeArray();
    for (const auto& grant : view.grants) {
        auto object = grantObject(grant);
        object->set("group", grant.grantee.group);
        all->add(object);
    }
    return all;
}

const char* typeOf(const Grant& grant, const principals::Guest* guest) {
    if (guest == nullptr) return grant.grantee.group ? "group" : "user";
    return guest->kind == principals::GuestKind::Link ? "anonymous" : "guest";
}

/// What is to be known of a guest. His link is for those who could give him the permission: they administer the folder.
void describeGuest(const FolderView& view, const principals::Guest& guest, const TokenOf& tokenOf,
                   json::Object& object) {
    if (!guest.displayName.empty()) object.set("display_name", guest.displayName);
    if (!guest.email.empty()) object.set("email_address", guest.email);
    if (guest.expires) object.set("expiry_date", guest.expires->time_since_epoch().count());
    if (view.rights.admin && tokenOf) object.set("share_url", "/ajax/share/" + tokenOf(view.context, guest));
}

Value extendedPermissionsOf(const FolderView& view, const TokenOf& tokenOf) {
    auto all = json::makeArray();
    for (const auto& grant : view.grants) {
        const auto guest = std::find_if(view.guests.begin(), view.guests.end(), [&](const principals::Guest& one) {
            return Grantee::of(one.id) == grant.grantee;
        });
        const auto* const known = guest == view.guests.end() ? nullptr : &*guest;
        auto object = grantObject(grant);
        object->set("type", typeOf(grant, known));
        object->set("isInherited", false);
        if (known != nullptr) describeGuest(view, *known, tokenOf, *object);
        all->add(object);
    }
    return all;
}

/// Text and not a flag, as clients read and write it.
Value usedForSync(const FolderView& view) {
    auto object = json::makeObject();
    object->set("value", view.subscription.usedForSync ? "true" : "false");
    object->set("protected", "false");
    return object;
}

Value supportedCapabilities(const FolderView& /*view*/) {
    auto all = json::makeArray();
    all->add("permissions");
    return all;
}

void addCommon(Columns& columns) {
    columns.push_back(
        {1, "id", ColumnType::Text, [](const auto& view) { return Value(std::to_string(view.folder.id.value)); }});
    columns.push_back({2, "created_by", ColumnType::Text,
                       [](const auto& view) { return Value(std::to_string(view.folder.createdBy.value)); }});
    columns.push_back({3, "modified_by", ColumnType::Text,
                       [](const auto& view) { return Value(std::to_string(view.folder.modifiedBy.value)); }});
    columns.push_back(
        {4, "creation_date", ColumnType::Time, [](const auto& view) { return Value(view.folder.created.value); }});
    columns.push_back(
        {5, "last_modified", ColumnType::Timestamp, [](const auto& view) { return Value(view.folder.changed.value); }});
    columns.push_back({6, "last_modified_utc", ColumnType::Timestamp,
                       [](const auto& view) { return Value(view.folder.changed.value); }});
    columns.push_back({20, "folder_id", ColumnType::Text,
                       [](const auto& view) { return Value(std::to_string(view.folder.parent.value)); }});
}

void addOwn(Columns& columns, const TokenOf& tokenOf) {
    columns.push_back({300, "title", ColumnType::Text, [](const auto& view) { return Value(view.folder.name); }});
    columns.push_back({301, "module", ColumnType::Text, [](const auto& view) { return Value(view.folder.module); }});
    columns.push_back({302, "type", ColumnType::Number,
                       [](const auto& view) { return Value(static_cast<std::int64_t>(view.folder.type)); }});
    columns.push_back({kSubfoldersColumn, "subfolders", ColumnType::Boolean,
                       [](const auto& view) { return Value(view.subfolders); }});
    columns.push_back(
        {305, "own_rights", ColumnType::Number, [](const auto& view) { return Value(view.rights.bits()); }});
    columns.push_back({kPermissionsColumn, "permissions", ColumnType::Json, permissionsOf});
    columns.push_back(
        {308, "standard_folder", ColumnType::Boolean, [](const auto& view) { return Value(view.folder.isDefault); }});
    columns.push_back({kTotalColumn, "total", ColumnType::Number,
                       [](const auto& view) { return view.total ? Value(*view.total) : Value(); }});
    columns.push_back({kSubscribedColumn, "subscribed", ColumnType::Boolean,
                       [](const auto& view) { return Value(view.subscription.subscribed); }});
    columns.push_back({316, "standard_folder_type", ColumnType::Number,
                       [](const auto& view) { return Value(static_cast<std::int64_t>(view.folder.standard)); }});
    columns.push_back({kUsedForSyncColumn, "used_for_sync", ColumnType::Json, usedForSync});
    columns.push_back({kExtendedPermissionsColumn, "com.openexchange.share.extendedPermissions", ColumnType::Json,
                       [tokenOf](const auto& view) { return extendedPermissionsOf(view, tokenOf); }});
}

/// What is the same for all folders, because nobody can change it here.
void addConstant(Columns& columns) {
    columns.push_back(
        {313, "capabilities", ColumnType::Number, [](const auto&) { return Value(kCanHavePermissions); }});
    columns.push_back({kSubscribedSubfoldersColumn, "subscr_subflds", ColumnType::Boolean,
                       [](const auto& view) { return Value(view.subfolders); }});
    columns.push_back({317, "supported_capabilities", ColumnType::Json, supportedCapabilities});
    columns.push_back({3010, "com.openexchange.publish.publicationFlag", ColumnType::Boolean,
                       [](const auto&) { return Value(false); }});
    columns.push_back({3020, "com.openexchange.subscribe.subscriptionFlag", ColumnType::Boolean,
                       [](const auto&) { return Value(false); }});
}

}  // namespace

groupware::api::ColumnSet<FolderView> folderColumns(TokenOf tokenOf) {
    Columns columns;
    addCommon(columns);
    addOwn(columns, tokenOf);
    addConstant(columns);
    return groupware::api::ColumnSet<FolderView>(std::move(columns));
}

}  // namespace groupware::folders::api
