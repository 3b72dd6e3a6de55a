#include "groupware/base/like_pattern.h"
#include "groupware/infostore/name.h"
#include "groupware/infostore/service/document_access.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/store/document_reader.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace groupware::infostore {
namespace {

/// `root` and what is below it, as far as the caller may read it. Folders come in no order, so this repeats until a
/// round finds nothing new; trees are shallow.
std::set<FolderId> subtree(const std::vector<folders::AccessibleFolder>& readable, FolderId root) {
    std::set<FolderId> inside{root};
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& place : readable) {
            if (inside.contains(place.folder.parent)) grown |= inside.insert(place.folder.id).second;
        }
    }
    return inside;
}

SearchScope scopeOf(const std::vector<folders::AccessibleFolder>& places, const Caller& caller) {
    SearchScope scope{.owner = caller.user};
    for (const auto& place : places) {
        auto& list = place.rights.mayRead(false) ? scope.folders : scope.ownFolders;
        list.push_back(place.folder.id.value);
    }
    return scope;
}

/// The folders that a query is about, as far as the caller may read them.
std::vector<folders::AccessibleFolder> searched(dbpool::ReadSession& session, const folders::FolderAccess& access,
                                                const Caller& caller, const SearchQuery& query) {
    std::vector<folders::AccessibleFolder> places;
    if (query.folder) places.push_back(requireReadableFolder(session, access, caller, *query.folder));
    if (query.folder && !query.includeSubfolders) return places;
    places = access.readable(session, caller, folders::kInfostoreModule);
    if (!query.folder) return places;
    const auto inside = subtree(places, *query.folder);
    std::erase_if(places, [&](const folders::AccessibleFolder& place) { return !inside.contains(place.folder.id); });
    return places;
}

}  // namespace

Documents InfostoreService::search(const Caller& caller, const SearchQuery& query) const {
    requireValidText("search pattern", query.pattern, limits().patternCharacters);
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        const auto scope = scopeOf(searched(session, access_, caller, query), caller);
        DocumentReader reader(session);
        const auto ids = reader.search(scope, likePattern(query.pattern), limits().searchLength);
        Documents result{.documents = reader.findAll(ids), .timestamp = session.seq()};
        std::sort(result.documents.begin(), result.documents.end(),
                  [](const Document& a, const Document& b) { return std::pair(b.seq, b.id) < std::pair(a.seq, a.id); });
        return result;
    });
}

}  // namespace groupware::infostore
