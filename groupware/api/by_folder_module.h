#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/api/action.h"

#include <map>
#include <string>
#include <string_view>

namespace groupware::api {

/// An action of which each object type has its own: which one answers a call is up to the module of the folder that
/// the call names by its parameter `folder`; of a PUT without it, by `folder_id` or `folder` of the first object of the
/// list in its body.
class ByFolderModule final : public Action {
public:
    /// @param database  outlives this object
    explicit ByFolderModule(dbpool::ContextDatabase& database) : database_(database) {}

    /// Before the first call. Later calls for the same module change nothing.
    /// @param module  of folders, for example "tasks"; a literal
    /// @param action  outlives this object
    void add(std::string_view module, Action& action) { actions_.emplace(module, &action); }

    /// @throws CodedError SVL-0002 if the call names no folder, SVL-0010 if nobody answers for its module; Error as
    ///         FolderAccess::require() if the caller cannot see it
    [[nodiscard]] Result handle(const Caller& caller, const Call& call) override;

private:
    [[nodiscard]] Action& actionFor(const Caller& caller, const Call& call) const;

    dbpool::ContextDatabase& database_;
    std::map<std::string, Action*, std::less<>> actions_;
};

}  // namespace groupware::api
