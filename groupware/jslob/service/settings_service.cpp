#include "groupware/jslob/service/settings_service.h"

#include "groupware/base/error.h"
#include "groupware/jslob/merge.h"
#include "groupware/jslob/options.h"
#include "groupware/jslob/store/settings_store.h"
#include "groupware/principals/text_rules.h"
#include "groupware/sync/change.h"

#include <cstddef>

namespace groupware::jslob {

namespace json = formats::json;

namespace {

constexpr std::size_t kServiceCharacters = 64;
constexpr std::size_t kIdCharacters = 128;
/// What is stored was accepted once, perhaps under a larger limit.
constexpr std::size_t kStoredOctets = std::size_t{16} << 20U;

void requireValid(const SettingsName& name) {
    principals::requireName("serviceId", name.service, kServiceCharacters);
    principals::requireName("id of settings", name.id, kIdCharacters);
}

void record(dbpool::WriteTransaction& tx, const Caller& caller) {
    tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, FolderId{0}, caller.user.value));
}

}  // namespace

json::Object::Ptr SettingsService::parse(const std::string& tree) const {
    return json::requireObject(json::parse(tree, {.bytes = kStoredOctets, .depth = depth_}), "stored settings");
}

std::vector<Settings> SettingsService::all(const Caller& caller, std::string_view service) const {
    const auto stored = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return SettingsReader(session).all(caller.user, service);
    });
    std::vector<Settings> settings;
    for (const auto& one : stored) settings.push_back({.id = one.id, .tree = parse(one.tree)});
    return settings;
}

Settings SettingsService::get(const Caller& caller, const SettingsName& name) const {
    const auto tree = database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        return SettingsReader(session).find(caller.user, name.service, name.id);
    });
    if (!tree) throw Error(ErrorCode::NotFound, "no such settings", "There are no settings of that id.");
    return {.id = name.id, .tree = parse(*tree)};
}

void SettingsService::put(dbpool::WriteTransaction& tx, const Caller& caller, const SettingsName& name,
                          const json::Object::Ptr& tree, bool isNew) const {
    const std::string text = json::write(tree);
    const auto limit = configuration_.get(kObjectBytes);
    if (static_cast<std::int64_t>(text.size()) > limit)
        throw Error(ErrorCode::TooLarge, "settings beyond jslob.bytes",
                    "These settings are longer than the allowed " + std::to_string(limit) + " bytes.");
    if (isNew && SettingsReader(tx).count(caller.user) >= configuration_.get(kObjects))
        throw Error(ErrorCode::TooLarge, "more settings than jslob.objects", "There are too many settings.");
    SettingsWriter(tx).put(caller.user, name.service, name.id, text);
    record(tx, caller);
}

CommitToken SettingsService::set(const Caller& caller, const SettingsName& name, const json::Object::Ptr& tree) const {
    requireValid(name);
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        if (tree.isNull()) {
            if (SettingsWriter(tx).remove(caller.user, name.service, name.id)) record(tx, caller);
            return;
        }
        put(tx, caller, name, tree, !SettingsReader(tx).find(caller.user, name.service, name.id));
    });
}

CommitToken SettingsService::update(const Caller& caller, const SettingsName& name, const json::Object& patch) const {
    requireValid(name);
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        const auto stored = SettingsReader(tx).find(caller.user, name.service, name.id);
        const auto old = stored ? parse(*stored) : json::makeObject();
        put(tx, caller, name, merge(*old, patch), !stored);
    });
}

}  // namespace groupware::jslob
