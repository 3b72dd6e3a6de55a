#include "groupware/session/service/app_password_archive.h"

#include "groupware/base/crypto.h"
#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/principals/store/user_store.h"
#include "groupware/principals/text_rules.h"
#include "groupware/session/store/app_password_store.h"
#include "groupware/sync/change.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace groupware::session {
namespace {

namespace json = groupware::formats::json;

constexpr std::size_t kHashOctets = 32;
constexpr json::Limits kLimits{.bytes = std::size_t{16} << 10U, .depth = 4};

[[noreturn]] void refuse(UserId user, std::string_view why) {
    const std::string text = "An app password of user " + std::to_string(user.value) + " " + std::string(why) + ".";
    throw Error(ErrorCode::BadRequest, text, text);
}

std::string textOf(const AppPassword& password) {
    auto object = json::makeObject();
    object->set("name", password.name);
    object->set("secret", crypto::toHex(password.secretHash));
    object->set("readOnly", password.scope.readOnly);
    auto modules = json::makeArray();
    for (const auto& name : password.scope.modules.names()) modules->add(name);
    object->set("modules", modules);
    object->set("created", std::int64_t{password.created.time_since_epoch().count()});
    if (password.lastUsed) object->set("lastUsed", std::int64_t{password.lastUsed->time_since_epoch().count()});
    return json::write(object);
}

std::optional<Instant> instantIn(const json::Object& object, const char* key, UserId user) {
    constexpr std::int64_t kLast = 253'402'300'799'999;  // the year 9999
    const auto value = json::integer(object, key);
    if (!value) return std::nullopt;
    if (*value < 0 || *value > kLast) refuse(user, "has an impossible time");
    return Instant(std::chrono::milliseconds(*value));
}

principals::ModuleAccess modulesIn(const json::Object& object, UserId user) {
    principals::ModuleAccess modules;
    const auto list = json::array(object, "modules");
    if (list.isNull()) return modules;
    for (const auto& name : *list) {
        if (!modules.set(json::textOf(name, "modules"), true)) refuse(user, "is for a module that nobody knows");
    }
    return modules;
}

AppPassword passwordIn(const std::string& text, UserId user, const SessionId& id) {
    const auto object = json::requireObject(json::parse(text, kLimits), "an app password");
    AppPassword password{
        .id = id,
        .user = user,
        .name = json::text(*object, "name").value_or(""),
        .secretHash = crypto::fromHex(json::text(*object, "secret").value_or("")),
        .scope = {.readOnly = json::flag(*object, "readOnly").value_or(false), .modules = modulesIn(*object, user)},
        .created = instantIn(*object, "created", user).value_or(Instant{}),
        .lastUsed = instantIn(*object, "lastUsed", user)};
    principals::requireName("name of an app password", password.name, kMaxAppPasswordName);
    if (password.secretHash.size() != kHashOctets) refuse(user, "has no secret");
    return password;
}

}  // namespace

principals::UserTexts AppPasswordArchive::texts(dbpool::ReadSession& session, UserId user) const {
    principals::UserTexts texts;
    for (const auto& password : AppPasswordReader(session).of(user)) {
        texts.emplace(password.id.hex(), textOf(password));
    }
    return texts;
}

void AppPasswordArchive::restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const {
    if (texts.empty()) return;
    const auto credentials = principals::UserReader(tx).credentials(user);
    if (!credentials) refuse(user, "is nobody's");
    for (const auto& [name, text] : texts) {
        const auto id = SessionId::parse(name);
        if (!id) refuse(user, "has an impossible id");
        auto password = passwordIn(text, user, *id);
        if (id->context() != tx.context()) continue;
        password.credentialVersion = credentials->version;
        AppPasswordWriter(tx).insert(password);
    }
    tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, FolderId{0}, user.value));
}

void AppPasswordArchive::remove(dbpool::WriteTransaction& /*tx*/, UserId /*user*/) const {}

}  // namespace groupware::session
