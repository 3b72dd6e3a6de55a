#pragma once

#include "groupware/api/action.h"
#include "groupware/api/columns.h"
#include "groupware/api/zones.h"
#include "groupware/folders/service/folder_service.h"
#include "groupware/principals/share_token.h"

#include <vector>

namespace groupware::folders::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// Folders as the JSON interface shows them: the columns, and creation dates in the caller's zone. Shared by all
/// actions; immutable.
class View {
public:
    /// Both outlive this object.
    View(const engine::Zones& zones, const principals::ShareTokens& tokens);

    [[nodiscard]] engine::Listing listing(const engine::Call& call) const {
        return engine::parseListing(call, columns_);
    }
    /// What the service must find out for these columns.
    [[nodiscard]] static FolderDetails detailsFor(const std::vector<int>& columns);
    /// For whole objects.
    [[nodiscard]] static constexpr FolderDetails allDetails() {
        return {.grants = true, .subfolders = true, .total = true, .subscription = true, .guests = true};
    }

    [[nodiscard]] json::Object::Ptr object(const FolderView& folder, const Caller& caller,
                                           const engine::Call& call) const;
    /// One row per folder that the call's `allowed_modules` lets through, in their order.
    [[nodiscard]] json::Array::Ptr rows(const std::vector<FolderView>& folders, const engine::Listing& listing,
                                        const Caller& caller, const engine::Call& call) const;
    /// The same, default folders first, then by name.
    [[nodiscard]] json::Array::Ptr sortedRows(std::vector<FolderView> folders, const engine::Listing& listing,
                                              const Caller& caller, const engine::Call& call) const;

private:
    engine::ColumnSet<FolderView> columns_;
    const engine::Zones& zones_;
};

}  // namespace groupware::folders::api
