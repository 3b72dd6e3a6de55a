#include "groupware/folders/service/folder_service.h"
#include "groupware/folders/service/visibility.h"
#include "groupware/folders/store/folder_reader.h"
#include "groupware/folders/store/folder_tombstones.h"
#include "groupware/folders/store/subscription_store.h"
#include "groupware/sync/tombstones.h"

#include <algorithm>
#include <set>
#include <utility>

namespace groupware::folders {
namespace {

struct Difference {
    std::vector<AccessibleFolder> changed{};
    std::set<FolderId> removed{};
};

void addAll(std::set<FolderId>& ids, const std::vector<FolderId>& more) {
    ids.insert(more.begin(), more.end());
}

/// Two index ranges: rows of this parent, and tombstones of this parent.
Difference below(dbpool::ReadSession& session, const Caller& caller, FolderId parent, Seq since) {
    FolderReader reader(session);
    Difference difference{.changed = reader.children(parent, since, principalsOf(caller))};
    hideForeign(difference.changed, caller);
    addAll(difference.removed, tombstonesOf(session, parent, since));
    addAll(difference.removed, reader.childrenChanged(parent, since));  // hidden now, maybe visible before
    return difference;
}

/// What a collecting folder shows depends on the parents of what it shows, so their changes count, too.
Difference belowCollecting(dbpool::ReadSession& session, const Caller& caller, FolderId parent, Seq since) {
    FolderReader reader(session);
    const auto changed = reader.changed(since);
    const std::set<FolderId> touched(changed.begin(), changed.end());
    Difference difference{.removed = touched};
    addAll(difference.removed, tombstonesOf(session, parent, since));
    if (difference.removed.empty()) return difference;
    auto visible = effective(reader.visible(principalsOf(caller)), caller);
    for (const auto& [folder, rights] : visible) {
        if (touched.contains(folder.parent)) difference.removed.insert(folder.id);
    }
    difference.changed = collected(std::move(visible), caller, parent);
    std::erase_if(difference.changed, [&](const auto& entry) { return !difference.removed.contains(entry.folder.id); });
    return difference;
}

/// Folders that did not change, but whether the caller wants them did.
void addSubscribed(dbpool::ReadSession& session, const Caller& caller, FolderId parent, Seq since,
                   Difference& difference) {
    const auto changed = SubscriptionReader(session).changedSince(caller.user, since);
    if (changed.empty()) return;
    std::set<FolderId> wanted(changed.begin(), changed.end());
    for (const auto& entry : difference.changed) wanted.erase(entry.folder.id);
    FolderReader reader(session);
    for (auto& child : childrenSeen(reader, caller, parent)) {
        if (wanted.contains(child.folder.id)) difference.changed.push_back(std::move(child));
    }
}

}  // namespace

FolderUpdates FolderService::updates(const Caller& caller, FolderId parent, Seq since, const FolderDetails& details) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        (void)access_.require(session, caller, parent, Permission::SeeFolder);
        sync::requireTombstones(session, since);
        auto difference = isCollecting(parent) ? belowCollecting(session, caller, parent, since)
                                               : below(session, caller, parent, since);
        addSubscribed(session, caller, parent, since, difference);
        for (const auto& entry : difference.changed) difference.removed.erase(entry.folder.id);
        return FolderUpdates{.changed = viewsOf(session, caller, std::move(difference.changed), details),
                             .removed = {difference.removed.begin(), difference.removed.end()},
                             .seq = session.seq()};
    });
}

}  // namespace groupware::folders
