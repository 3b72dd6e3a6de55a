#pragma once

#include "dbpool/routing/context_database.h"
#include "groupware/base/caller.h"
#include "groupware/folders/delegation.h"
#include "groupware/folders/options.h"

#include <span>
#include <vector>

namespace groupware::folders {

/// Who acts on behalf of whom. Delegates see the private folders of a user below "shared", as if each were shared with
/// them; what they change counts from the next request on, on every node. Safe to call from any thread.
class DelegationService {
public:
    /// `database` must outlive this object.
    DelegationService(dbpool::ContextDatabase& database, const FolderLimits& limits)
        : database_(database), limits_(limits) {}

    /// Who acts for the caller: users by id, then groups.
    [[nodiscard]] std::vector<Delegate> delegates(const Caller& caller);
    /// For whom the caller may act, himself or as the member of a group: by user.
    [[nodiscard]] std::vector<Mandate> mandates(const Caller& caller);

    /// Makes `delegate` one of the caller's, or gives him another level.
    /// @throws Error Forbidden without "readcreatesharedfolders"; BadRequest for the caller himself, for who does not
    ///         exist, and beyond `folders.delegates`
    CommitToken set(const Caller& caller, const Delegate& delegate);
    /// These act for the caller no more; who did not is no error.
    CommitToken remove(const Caller& caller, std::span<const Grantee> delegates);

private:
    dbpool::ContextDatabase& database_;
    FolderLimits limits_;
};

}  // namespace groupware::folders
