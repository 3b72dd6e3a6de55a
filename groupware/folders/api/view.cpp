#include "groupware/folders/api/view.h"

#include "groupware/folders/api/folder_columns.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace groupware::folders::api {
namespace {

/// The modules of `allowed_modules`, by name or number; nothing if all are.
std::set<std::string> allowedModules(const engine::Call& call) {
    std::set<std::string> modules;
    const auto text = call.parameter("allowed_modules").value_or("");
    for (std::string_view rest = text; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        modules.insert(moduleFromText(rest.substr(0, comma)));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return modules;
}

bool has(const std::vector<int>& columns, int column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

}  // namespace

View::View(const engine::Zones& zones, const principals::ShareTokens& tokens)
    : columns_(folderColumns([&tokens](ContextId context, const principals::Guest& guest) {
          return tokens.of(context, guest.seed).hex();
      })),
      zones_(zones) {}

FolderDetails View::detailsFor(const std::vector<int>& columns) {
    return {.grants = has(columns, kPermissionsColumn) || has(columns, kExtendedPermissionsColumn),
            .subfolders = has(columns, kSubfoldersColumn) || has(columns, kSubscribedSubfoldersColumn),
            .total = has(columns, kTotalColumn),
            .subscription = has(columns, kSubscribedColumn) || has(columns, kUsedForSyncColumn),
            .guests = has(columns, kExtendedPermissionsColumn)};
}

json::Object::Ptr View::object(const FolderView& folder, const Caller& caller, const engine::Call& call) const {
    return columns_.object(folder, zones_.localTime(caller, call));
}

json::Array::Ptr View::rows(const std::vector<FolderView>& folders, const engine::Listing& listing,
                            const Caller& caller, const engine::Call& call) const {
    const auto allowed = allowedModules(call);
    const auto zone = zones_.localTime(caller, call);
    auto rows = json::makeArray();
    for (const auto& folder : folders) {
        const auto& module = folder.folder.module;
        if (!allowed.empty() && module != kSystemModule && !allowed.contains(module)) continue;
        rows->add(columns_.row(folder, listing, zone));
    }
    return rows;
}

json::Array::Ptr View::sortedRows(std::vector<FolderView> folders, const engine::Listing& listing, const Caller& caller,
                                  const engine::Call& call) const {
    std::stable_sort(folders.begin(), folders.end(), [](const FolderView& a, const FolderView& b) {
        if (a.folder.isSystem() || b.folder.isSystem()) return a.folder.id < b.folder.id;
        if (a.folder.isDefault != b.folder.isDefault) return a.folder.isDefault;
        return engine::wireLess(json::Value(a.folder.name), json::Value(b.folder.name));
    });
    return rows(folders, listing, caller, call);
}

}  // namespace groupware::folders::api
