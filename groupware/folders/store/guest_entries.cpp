#include "groupware/folders/store/guest_entries.h"

#include <algorithm>

namespace groupware::folders {
namespace {

constexpr dbpool::ReadStatement kNamedIn{
    "folders.permission.guests_in",
    "SELECT p.principal FROM folder_permission p JOIN guest g ON g.cid = p.cid AND g.id = p.principal "
    "WHERE p.cid = ? AND p.folder IN (?...)"};
constexpr dbpool::ReadStatement kNamedAnywhere{
    "folders.permission.guests_anywhere",
    "SELECT DISTINCT principal FROM folder_permission WHERE cid = ? AND principal IN (?...)"};

std::set<std::int64_t> numbers(dbpool::ReadSession& session, const dbpool::ReadStatement& statement,
                               std::span<const std::int64_t> list) {
    std::set<std::int64_t> found;
    while (!list.empty()) {
        const auto part = list.first(std::min(list.size(), dbpool::ReadSession::kMaxListValues));
        auto rows = session.queryIn(statement, {}, part);
        while (rows.next()) found.insert(rows.integer(1));
        list = list.subspan(part.size());
    }
    return found;
}

}  // namespace

std::vector<std::int64_t> guestsNamedIn(dbpool::ReadSession& session, std::span<const FolderId> folders) {
    std::vector<std::int64_t> ids;
    ids.reserve(folders.size());
    for (const auto folder : folders) ids.push_back(folder.value);
    const auto found = numbers(session, kNamedIn, ids);
    return {found.begin(), found.end()};
}

std::set<std::int64_t> namedAnywhere(dbpool::ReadSession& session, std::span<const std::int64_t> guests) {
    return numbers(session, kNamedAnywhere, guests);
}

}  // namespace groupware::folders
