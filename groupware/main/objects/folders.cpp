#include "groupware/main/objects/folders.h"

#include "groupware/folders/store/folder_reader.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace groupware::main {
namespace {

struct DefaultFolder {
    const char* setting;
    folders::StandardFolder standard;
    const char* module;
};
constexpr std::array<DefaultFolder, 5> kDefaultFolders{
    {{"folder/tasks", folders::StandardFolder::Tasks, "tasks"},
     {"folder/calendar", folders::StandardFolder::Calendar, "calendar"},
     {"folder/contacts", folders::StandardFolder::Contacts, "contacts"},
     {"folder/infostore", folders::StandardFolder::Infostore, "infostore"},
     {"modules/infostore/folder/trash", folders::StandardFolder::Trash, "infostore"}}};

}  // namespace

Folders::Folders(const Platform& platform, std::vector<folders::FolderContent*> contents,
                 principals::PasswordHasher& hasher, std::string_view clusterKey, folders::api::UploadCheck uploads)
    : platform_(platform),
      contents_(std::move(contents)),
      service_(platform.contexts, contents_, folders::folderLimits(*platform.configuration.current())),
      delegation_(platform.contexts, service_.limits()),
      sharing_(platform.contexts, hasher, platform.clock, principals::ShareTokens(clusterKey), service_.limits()),
      module_(service_, sharing_, platform.zones, std::move(uploads)),
      delegationModule_(delegation_),
      shareModule_(sharing_) {}

void Folders::addTo(api::Registry& registry) {
    module_.addTo(registry);
    delegationModule_.addTo(registry);
    shareModule_.addTo(registry);
}

void Folders::addTo(api::ConfigTree& settings) {
    for (const auto& entry : kDefaultFolders) {
        settings.addLeaf(entry.setting, [this, entry](const Caller& caller) -> formats::json::Value {
            const bool granted =
                std::find(caller.modules.begin(), caller.modules.end(), entry.module) != caller.modules.end();
            if (!granted) return {};  // he may have had it once, and the folder is still there
            return platform_.contexts.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
                const auto folder = folders::FolderReader(session).standard(caller.user, entry.standard, entry.module);
                return folder ? formats::json::Value(std::to_string(folder->id.value)) : formats::json::Value();
            });
        });
    }
}

}  // namespace groupware::main
