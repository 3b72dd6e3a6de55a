#include "groupware/jslob/service/settings_archive.h"

#include "groupware/base/error.h"
#include "groupware/formats/json/json.h"
#include "groupware/jslob/options.h"
#include "groupware/jslob/store/settings_store.h"
#include "groupware/principals/text_rules.h"
#include "groupware/sync/change.h"

#include <cstddef>
#include <string_view>

namespace groupware::jslob {
namespace {

constexpr std::size_t kServiceCharacters = 64;
constexpr std::size_t kIdCharacters = 128;

[[noreturn]] void refuse(ErrorCode code, UserId user, std::string_view why) {
    const std::string text = "The settings of user " + std::to_string(user.value) + " " + std::string(why) + ".";
    throw Error(code, text, text);
}

}  // namespace

SettingsArchive::SettingsArchive(const Configuration& configuration)
    : objects_(configuration.get(kObjects)), octets_(configuration.get(kObjectBytes)) {}

principals::UserTexts SettingsArchive::texts(dbpool::ReadSession& session, UserId user) const {
    principals::UserTexts texts;
    for (auto& stored : SettingsReader(session).all(user)) {
        texts.emplace(stored.service + "\n" + stored.id, std::move(stored.tree));
    }
    return texts;
}

void SettingsArchive::restore(dbpool::WriteTransaction& tx, UserId user, const principals::UserTexts& texts) const {
    if (static_cast<std::int64_t>(texts.size()) > objects_) refuse(ErrorCode::TooLarge, user, "are too many");
    for (const auto& [name, tree] : texts) {
        const auto end = name.find('\n');
        if (end == std::string::npos) refuse(ErrorCode::BadRequest, user, "have no service");
        const auto service = name.substr(0, end);
        const auto id = name.substr(end + 1);
        principals::requireName("serviceId", service, kServiceCharacters);
        principals::requireName("id of settings", id, kIdCharacters);
        if (static_cast<std::int64_t>(tree.size()) > octets_) refuse(ErrorCode::TooLarge, user, "are too long");
        (void)formats::json::requireObject(formats::json::parse(tree, {.bytes = static_cast<std::size_t>(octets_)}),
                                           "settings");
        SettingsWriter(tx).put(user, service, id, tree);
    }
    if (!texts.empty()) tx.record(sync::change(sync::Kind::User, sync::Verb::Changed, FolderId{0}, user.value));
}

void SettingsArchive::remove(dbpool::WriteTransaction& tx, UserId user) const {
    SettingsWriter(tx).removeAll(user);
}

}  // namespace groupware::jslob
