#include "groupware/folders/store/default_folders.h"

#include <algorithm>
#include <span>
#include <vector>

namespace groupware::folders {
namespace {

constexpr dbpool::ReadStatement kDefaults{"folders.folder.defaults",
                                          "SELECT f.owner, f.id FROM folder f WHERE f.cid = ? AND f.standard = ? "
                                          "AND f.module = ? AND f.is_default AND f.owner IN (?...)"};

}  // namespace

std::map<UserId, FolderId> defaultFolders(dbpool::ReadSession& session, const std::set<std::int64_t>& users,
                                          StandardFolder standard, std::string_view module) {
    std::map<UserId, FolderId> found;
    const std::vector<std::int64_t> ids(users.begin(), users.end());
    for (std::span<const std::int64_t> rest = ids; !rest.empty();) {
        const auto piece = rest.first(std::min(rest.size(), dbpool::ReadSession::kMaxListValues));
        rest = rest.subspan(piece.size());
        auto rows = session.queryIn(kDefaults, {static_cast<std::int64_t>(standard), module}, piece);
        while (rows.next()) found.emplace(UserId{rows.integer(1)}, FolderId{rows.integer(2)});
    }
    return found;
}

}  // namespace groupware::folders
