#include "admin/archive/records.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace admin::archive {
namespace {

namespace json = groupware::formats::json;
namespace folders = groupware::folders;
namespace principals = groupware::principals;
using groupware::Error;
using groupware::ErrorCode;

constexpr json::Limits kLimits{.bytes = static_cast<std::size_t>(kMaxRecordOctets), .depth = 32};
constexpr std::size_t kMaxList = 100'000;

[[noreturn]] void refuse(const std::string& why) {
    throw Error(ErrorCode::BadRequest, "archive: " + why, "The archive says something impossible: " + why + ".");
}

json::Object::Ptr parsed(std::string_view text) {
    return json::requireObject(json::parse(text, kLimits), "an entry of the archive");
}

std::string textIn(const json::Object& object, const char* key) {
    return json::text(object, key).value_or("");
}

std::int64_t idIn(const json::Object& object, const char* key) {
    const auto id = json::integer(object, key);
    if (!id || *id < 0 || *id > folders::kMaxArchivedId) refuse(std::string(key) + " is no id");
    return *id;
}

json::Object::Ptr elementOf(const json::Array& array, std::size_t index) {
    return json::requireObject(array.get(static_cast<unsigned>(index)), "an element");
}

/// Calls `each` with every object of the list.
template <class Each>
void eachIn(const json::Object& object, const char* key, const Each& each) {
    const auto list = json::array(object, key);
    if (list.isNull()) return;
    if (list->size() > kMaxList) refuse(std::string(key) + " is too long");
    for (std::size_t i = 0; i < list->size(); ++i) each(*elementOf(*list, i));
}

json::Array::Ptr arrayOf(const std::vector<std::string>& texts) {
    auto array = json::makeArray();
    for (const auto& text : texts) array->add(text);
    return array;
}

std::vector<std::string> textsIn(const json::Object& object, const char* key) {
    std::vector<std::string> texts;
    const auto list = json::array(object, key);
    if (list.isNull()) return texts;
    if (list->size() > kMaxList) refuse(std::string(key) + " is too long");
    for (const auto& value : *list) texts.push_back(json::textOf(value, key));
    return texts;
}

json::Object::Ptr textsToJson(const std::map<std::string, std::string>& texts) {
    auto object = json::makeObject();
    for (const auto& [name, value] : texts) object->set(name, value);
    return object;
}

std::map<std::string, std::string> textsIn(const json::Object::Ptr& object) {
    std::map<std::string, std::string> texts;
    if (object.isNull()) return texts;
    for (const auto& name : object->getNames()) texts[name] = json::text(*object, name).value_or("");
    return texts;
}

json::Object::Ptr contactToJson(const principals::ContactData& contact) {
    auto object = json::makeObject();
    for (const auto& [column, value] : contact) {
        const auto* field = principals::findContactField(column);
        if (field != nullptr) object->set(std::string(field->name), value);
    }
    return object;
}

principals::ContactData contactFrom(const json::Object::Ptr& object) {
    principals::ContactData contact;
    if (object.isNull()) return contact;
    for (const auto& name : object->getNames()) {
        const auto* field = principals::findContactField(name);
        if (field == nullptr) refuse("there is no contact field \"" + name + "\"");
        contact[field->column] = textIn(*object, name.c_str());
    }
    return contact;
}

principals::ModuleAccess accessFrom(const std::vector<std::string>& names) {
    principals::ModuleAccess access;
    for (const auto& name : names) {
        if (!access.set(name, true)) refuse("there is no module \"" + name + "\"");
    }
    return access;
}

json::Array::Ptr grantsToJson(const std::vector<folders::Grant>& grants) {
    auto array = json::makeArray();
    for (const auto& [grantee, rights] : grants) {
        auto object = json::makeObject();
        object->set(grantee.group ? "group" : "user", grantee.id);
        object->set("bits", rights.bits());
        array->add(object);
    }
    return array;
}

std::vector<folders::Grant> grantsIn(const json::Object& object, const char* key) {
    std::vector<folders::Grant> grants;
    eachIn(object, key, [&](const json::Object& entry) {
        const bool group = entry.has("group");
        grants.push_back({.grantee = {idIn(entry, group ? "group" : "user"), group},
                          .rights = folders::rightsFromBits(json::integer(entry, "bits").value_or(-1))});
    });
    return grants;
}

folders::FolderType typeFrom(std::int64_t number) {
    using folders::FolderType;
    for (const auto type : {FolderType::Private, FolderType::Public, FolderType::System, FolderType::Trash}) {
        if (static_cast<std::int64_t>(type) == number) return type;
    }
    refuse("there is no type " + std::to_string(number) + " of folders");
}

folders::StandardFolder standardFrom(std::int64_t number) {
    using folders::StandardFolder;
    for (const auto standard : {StandardFolder::None, StandardFolder::Tasks, StandardFolder::Calendar,
                                StandardFolder::Contacts, StandardFolder::Infostore, StandardFolder::Trash}) {
        if (static_cast<std::int64_t>(standard) == number) return standard;
    }
    refuse("there is no default folder " + std::to_string(number));
}

principals::GuestKind guestKindFrom(std::int64_t number) {
    using principals::GuestKind;
    for (const auto kind : {GuestKind::Link, GuestKind::Invited}) {
        if (static_cast<std::int64_t>(kind) == number) return kind;
    }
    refuse("there is no kind " + std::to_string(number) + " of guests");
}

json::Object::Ptr partToJson(const folders::ArchivedPart& part, const std::string& path) {
    auto object = json::makeObject();
    object->set("name", part.name);
    object->set("size", part.size);
    if (part.missing) {
        object->set("missing", true);
        return object;
    }
    object->set("path", path);
    if (part.elsewhere) object->set("elsewhere", true);
    object->set("sha256", groupware::crypto::toHex(part.sha256));
    return object;
}

}  // namespace

std::string write(const UserRecord& record) {
    const auto& user = record.user;
    auto object = json::makeObject();
    object->set("id", user.id.value);
    object->set("login", user.login);
    object->set("displayName", user.displayName);
    object->set("givenName", user.givenName);
    object->set("surname", user.surname);
    object->set("email", user.email);
    object->set("aliases", arrayOf(user.aliases));
    object->set("company", user.company);
    object->set("department", user.department);
    object->set("language", user.language);
    object->set("timeZone", user.timeZone);
    object->set("contact", contactToJson(user.contact));
    object->set("access", arrayOf(user.access.names()));
    object->set("enabled", user.enabled);
    object->set("password", record.password);
    object->set("attributes", textsToJson(record.attributes));
    object->set("settings", textsToJson(record.settings));
    object->set("credentials", textsToJson(record.credentials));
    return json::write(object);
}

UserRecord readUser(std::string_view text) {
    const auto object = parsed(text);
    UserRecord record;
    record.user = {.id = {idIn(*object, "id")},
                   .login = textIn(*object, "login"),
                   .displayName = textIn(*object, "displayName"),
                   .givenName = textIn(*object, "givenName"),
                   .surname = textIn(*object, "surname"),
                   .email = textIn(*object, "email"),
                   .aliases = textsIn(*object, "aliases"),
                   .company = textIn(*object, "company"),
                   .department = textIn(*object, "department"),
                   .language = textIn(*object, "language"),
                   .timeZone = textIn(*object, "timeZone"),
                   .contact = contactFrom(json::object(*object, "contact")),
                   .access = accessFrom(textsIn(*object, "access")),
                   .enabled = json::flag(*object, "enabled").value_or(true)};
    record.password = textIn(*object, "password");
    record.attributes = textsIn(json::object(*object, "attributes"));
    record.settings = textsIn(json::object(*object, "settings"));
    record.credentials = textsIn(json::object(*object, "credentials"));
    return record;
}

std::string write(const principals::Group& group) {
    auto object = json::makeObject();
    object->set("id", group.id.value);
    object->set("name", group.name);
    object->set("displayName", group.displayName);
    auto members = json::makeArray();
    for (const auto member : group.members) members->add(member.value);
    object->set("members", members);
    return json::write(object);
}

principals::Group readGroup(std::string_view text) {
    const auto object = parsed(text);
    principals::Group group{
        .id = {idIn(*object, "id")}, .name = textIn(*object, "name"), .displayName = textIn(*object, "displayName")};
    const auto members = json::array(*object, "members");
    if (members.isNull()) return group;
    if (members->size() > kMaxList) refuse("a group has too many members");
    for (const auto& member : *members) group.members.push_back({json::integerOf(member, "members")});
    return group;
}

std::string write(const principals::Resource& resource) {
    auto object = json::makeObject();
    object->set("id", resource.id.value);
    object->set("name", resource.name);
    object->set("displayName", resource.displayName);
    object->set("email", resource.email);
    object->set("description", resource.description);
    object->set("available", resource.available);
    if (resource.booking != principals::BookingPolicy{}) object->set("booking", principals::textOf(resource.booking));
    return json::write(object);
}

principals::Resource readResource(std::string_view text) {
    const auto object = parsed(text);
    return {.id = {idIn(*object, "id")},
            .name = textIn(*object, "name"),
            .displayName = textIn(*object, "displayName"),
            .email = textIn(*object, "email"),
            .description = textIn(*object, "description"),
            .available = json::flag(*object, "available").value_or(true),
            .booking = principals::bookingPolicyOf(json::text(*object, "booking").value_or(""))};
}

std::string write(const principals::Guest& guest) {
    auto object = json::makeObject();
    object->set("id", guest.id.value);
    object->set("kind", static_cast<std::int64_t>(guest.kind));
    object->set("email", guest.email);
    object->set("displayName", guest.displayName);
    object->set("seed", groupware::crypto::toHex(guest.seed));
    object->set("password", guest.password.value);
    object->set("language", guest.language);
    object->set("timeZone", guest.timeZone);
    object->set("module", guest.module);
    object->set("folder", guest.folder.value);
    object->set("createdBy", guest.createdBy.value);
    if (guest.expires) object->set("expires", std::int64_t{guest.expires->time_since_epoch().count()});
    return json::write(object);
}

principals::Guest readGuest(std::string_view text) {
    const auto object = parsed(text);
    principals::Guest guest{.id = {idIn(*object, "id")},
                            .kind = guestKindFrom(json::integer(*object, "kind").value_or(0)),
                            .email = textIn(*object, "email"),
                            .displayName = textIn(*object, "displayName"),
                            .seed = groupware::crypto::fromHex(textIn(*object, "seed")),
                            .password = {textIn(*object, "password")},
                            .language = textIn(*object, "language"),
                            .timeZone = textIn(*object, "timeZone"),
                            .module = textIn(*object, "module"),
                            .folder = {idIn(*object, "folder")},
                            .createdBy = {idIn(*object, "createdBy")}};
    if (const auto expires = json::integer(*object, "expires")) {
        constexpr std::int64_t kLast = 253'402'300'799'999;  // the year 9999
        if (*expires < 0 || *expires > kLast) refuse("a guest expires at an impossible time");
        guest.expires = groupware::Instant(std::chrono::milliseconds(*expires));
    }
    return guest;
}

std::string write(const folders::ArchivedFolder& archived) {
    const auto& folder = archived.folder;
    auto object = json::makeObject();
    object->set("id", folder.id.value);
    object->set("parent", folder.parent.value);
    object->set("name", folder.name);
    object->set("module", folder.module);
    object->set("type", static_cast<std::int64_t>(folder.type));
    object->set("owner", folder.owner.value);
    object->set("standard", static_cast<std::int64_t>(folder.standard));
    object->set("default", folder.isDefault);
    object->set("createdBy", folder.createdBy.value);
    object->set("modifiedBy", folder.modifiedBy.value);
    object->set("permissions", grantsToJson(archived.grants));
    if (archived.origin) object->set("origin", archived.origin->value);
    return json::write(object);
}

folders::ArchivedFolder readFolder(std::string_view text) {
    const auto object = parsed(text);
    folders::ArchivedFolder archived;
    archived.folder = {.id = {idIn(*object, "id")},
                       .parent = {idIn(*object, "parent")},
                       .name = textIn(*object, "name"),
                       .module = textIn(*object, "module"),
                       .type = typeFrom(json::integer(*object, "type").value_or(0)),
                       .owner = {idIn(*object, "owner")},
                       .standard = standardFrom(json::integer(*object, "standard").value_or(0)),
                       .isDefault = json::flag(*object, "default").value_or(false),
                       .createdBy = {idIn(*object, "createdBy")},
                       .modifiedBy = {idIn(*object, "modifiedBy")}};
    archived.grants = grantsIn(*object, "permissions");
    if (object->has("origin")) archived.origin = groupware::FolderId{idIn(*object, "origin")};
    return archived;
}

std::string write(const TreeRecord& record) {
    auto subscriptions = json::makeArray();
    for (const auto& [folder, subscription] : record.tree.subscriptions) {
        auto entry = json::makeObject();
        entry->set("folder", folder.value);
        entry->set("subscribed", subscription.subscribed);
        entry->set("usedForSync", subscription.usedForSync);
        subscriptions->add(entry);
    }
    auto object = json::makeObject();
    object->set("user", record.user.value);
    object->set("delegates", grantsToJson(record.tree.delegates));
    object->set("subscriptions", subscriptions);
    return json::write(object);
}

TreeRecord readTree(std::string_view text) {
    const auto object = parsed(text);
    TreeRecord record{.user = {idIn(*object, "user")}};
    record.tree.delegates = grantsIn(*object, "delegates");
    eachIn(*object, "subscriptions", [&](const json::Object& entry) {
        record.tree.subscriptions[{idIn(entry, "folder")}] = {
            .subscribed = json::flag(entry, "subscribed").value_or(true),
            .usedForSync = json::flag(entry, "usedForSync").value_or(true)};
    });
    return record;
}

std::string write(const ObjectRecord& record) {
    auto parts = json::makeArray();
    for (std::size_t i = 0; i < record.object.parts.size(); ++i) {
        parts->add(partToJson(record.object.parts[i], record.paths[i]));
    }
    auto object = json::makeObject();
    object->set("id", record.object.id);
    object->set("folder", record.folder.value);
    if (!record.module.empty()) object->set("module", record.module);
    object->set("parts", parts);
    object->set("data", json::parse(record.object.data, kLimits));
    return json::write(object);
}

ObjectRecord readObject(std::string_view text) {
    const auto object = parsed(text);
    ObjectRecord record{.folder = {idIn(*object, "folder")}, .module = textIn(*object, "module")};
    record.object.id = idIn(*object, "id");
    const auto data = json::object(*object, "data");
    if (data.isNull()) refuse("an object has no data");
    record.object.data = json::write(data);
    eachIn(*object, "parts", [&](const json::Object& entry) {
        folders::ArchivedPart part;
        part.name = textIn(entry, "name");
        part.size = json::integer(entry, "size").value_or(-1);
        part.missing = json::flag(entry, "missing").value_or(false);
        part.elsewhere = json::flag(entry, "elsewhere").value_or(false);
        part.sha256 = groupware::crypto::fromHex(textIn(entry, "sha256"));
        record.paths.push_back(textIn(entry, "path"));
        record.object.parts.push_back(std::move(part));
    });
    return record;
}

}  // namespace admin::archive
