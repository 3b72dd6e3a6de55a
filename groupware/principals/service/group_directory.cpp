#include "groupware/principals/service/group_directory.h"

#include "groupware/base/error.h"
#include "groupware/principals/caller_access.h"
#include "groupware/principals/options.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/store/group_store.h"
#include "groupware/sync/tombstones.h"

#include <algorithm>
#include <string>
#include <utility>

namespace groupware::principals {
namespace {

void requireEditor(const Caller& caller) {
    requireModule(caller, Module::EditGroup, "You do not have the permission to edit groups.");
}

Group found(dbpool::ReadSession& session, GroupId group) {
    auto stored = GroupReader(session).find(group);
    if (stored) return std::move(*stored);
    throw Error(ErrorCode::NotFound, "no such group " + std::to_string(group.value), "The group does not exist.");
}

/// A group that is not there is said to be so by what comes next.
void requireUnchanged(dbpool::ReadSession& session, GroupId group, std::optional<Seq> unchangedSince) {
    if (!unchangedSince || GroupReader(session).seqOf(group).value_or(Seq{}) <= *unchangedSince) return;
    throw Error(ErrorCode::PreconditionFailed, "group " + std::to_string(group.value) + " changed since",
                "The group was changed in the meantime.");
}

}  // namespace

GroupDirectory::GroupDirectory(dbpool::ContextDatabase& database, Leave leave, const ConfigurationSource& configuration)
    : database_(database), leave_(std::move(leave)), configuration_(configuration) {}

Group GroupDirectory::get(const Caller& caller, GroupId group) {
    return database_.read(caller.context, caller.freshness,
                          [&](dbpool::ReadSession& session) { return found(session, group); });
}

GroupList GroupDirectory::all(const Caller& caller) {
    return database_.read(caller.context, caller.freshness, [](dbpool::ReadSession& session) {
        auto groups = GroupReader(session).list();
        return GroupList{.groups = std::move(groups), .seq = session.seq()};
    });
}

GroupList GroupDirectory::search(const Caller& caller, std::string_view text) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        auto groups = GroupReader(session).search(text);
        return GroupList{.groups = std::move(groups), .seq = session.seq()};
    });
}

GroupUpdates GroupDirectory::updates(const Caller& caller, Seq since) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        sync::requireTombstones(session, since);
        GroupUpdates updates;
        for (auto& group : GroupReader(session).changed(since)) {
            (group.createdSeq > since ? updates.created : updates.changed).push_back(std::move(group));
        }
        // Ids are never used again, so what left is not there.
        for (const auto& gone : sync::tombstonesSince(session, sync::Kind::Group, FolderId{0}, since)) {
            updates.removed.push_back({gone.object});
        }
        updates.seq = session.seq();
        return updates;
    });
}

GroupWritten GroupDirectory::create(const Caller& caller, const NewGroup& group) {
    requireEditor(caller);
    const auto most = configuration_.get(kMaxGroups);
    GroupWritten written;
    written.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        if (GroupReader(tx).count() >= most) {
            throw Error(ErrorCode::TooLarge, "more groups than principals.groups", "There are too many groups.");
        }
        written.group = addGroup(tx, group);
    });
    return written;
}

CommitToken GroupDirectory::change(const Caller& caller, GroupId group, const GroupChange& change,
                                   std::optional<Seq> unchangedSince) {
    requireEditor(caller);
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        requireUnchanged(tx, group, unchangedSince);
        changeGroup(tx, group, change);
    });
}

CommitToken GroupDirectory::remove(const Caller& caller, GroupId group, std::optional<Seq> unchangedSince) {
    requireEditor(caller);
    bool done = false;
    CommitToken committed;
    while (!done) {
        committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            requireUnchanged(tx, group, unchangedSince);
            requireRemovable(tx, group);
            done = leave_(tx, group);
            if (done) removeGroup(tx, group);
        });
    }
    return committed;
}

}  // namespace groupware::principals
