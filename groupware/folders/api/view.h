#pragma once

#include "groupware/api/action.h"
#include "groupware/api/columns.h"
#include "groupware/folders/service/folder_service.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace groupware::folders::api {

namespace engine = groupware::api;
namespace json = groupware::formats::json;

/// Folders as the JSON interface shows them: the columns, and creation dates in the caller's zone. Shared by all
/// actions; immutable.
class View {
public:
    /// The shift of a time zone by its name; a null function leaves times in UTC.
    using Zones = std::function<engine::LocalTime(std::string_view zone)>;

    explicit View(Zones zones = nullptr);

    /// What the service must find out for these columns.
    [[nodiscard]] static FolderDetails detailsFor(const std::vector<int>& columns);
    /// For whole objects.
    [[nodiscard]] static constexpr FolderDetails allDetails() {
        return {.grants = true, .subfolders = true, .total = true};
    }

    [[nodiscard]] json::Object::Ptr object(const FolderView& folder, const Caller& caller,
                                           const engine::Call& call) const;
    /// One row per folder that the call's `allowed_modules` lets through, in their order.
    [[nodiscard]] json::Array::Ptr rows(const std::vector<FolderView>& folders, const std::vector<int>& columns,
                                        const Caller& caller, const engine::Call& call) const;
    /// The same, default folders first, then by name.
    [[nodiscard]] json::Array::Ptr sortedRows(std::vector<FolderView> folders, const std::vector<int>& columns,
                                              const Caller& caller, const engine::Call& call) const;

private:
    [[nodiscard]] engine::LocalTime localTime(const Caller& caller, const engine::Call& call) const;

    engine::ColumnSet<FolderView> columns_;
    Zones zones_;
};

}  // namespace groupware::folders::api
