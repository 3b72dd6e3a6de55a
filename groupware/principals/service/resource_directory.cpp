#include "groupware/principals/service/resource_directory.h"

#include "groupware/base/error.h"
#include "groupware/principals/caller_access.h"
#include "groupware/principals/options.h"
#include "groupware/principals/store/resource_store.h"
#include "groupware/sync/tombstones.h"

#include <string>
#include <utility>

namespace groupware::principals {
namespace {

void requireEditor(const Caller& caller) {
    requireModule(caller, Module::EditResource, "You do not have the permission to edit resources.");
}

Resource found(dbpool::ReadSession& session, ResourceId resource) {
    auto stored = ResourceReader(session).find(resource);
    if (stored) return std::move(*stored);
    throw Error(ErrorCode::NotFound, "no such resource " + std::to_string(resource.value),
                "The resource does not exist.");
}

void requireUnchanged(dbpool::ReadSession& session, ResourceId resource, std::optional<Seq> unchangedSince) {
    if (!unchangedSince || found(session, resource).seq <= *unchangedSince) return;
    throw Error(ErrorCode::PreconditionFailed, "resource " + std::to_string(resource.value) + " changed since",
                "The resource was changed in the meantime.");
}

}  // namespace

Resource ResourceDirectory::get(const Caller& caller, ResourceId resource) {
    return database_.read(caller.context, caller.freshness,
                          [&](dbpool::ReadSession& session) { return found(session, resource); });
}

ResourceList ResourceDirectory::all(const Caller& caller) {
    return database_.read(caller.context, caller.freshness, [](dbpool::ReadSession& session) {
        auto resources = ResourceReader(session).list();
        return ResourceList{.resources = std::move(resources), .seq = session.seq()};
    });
}

ResourceList ResourceDirectory::search(const Caller& caller, std::string_view text) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        auto resources = ResourceReader(session).search(text);
        return ResourceList{.resources = std::move(resources), .seq = session.seq()};
    });
}

ResourceUpdates ResourceDirectory::updates(const Caller& caller, Seq since) {
    return database_.read(caller.context, caller.freshness, [&](dbpool::ReadSession& session) {
        sync::requireTombstones(session, since);
        ResourceUpdates updates;
        for (auto& resource : ResourceReader(session).changed(since)) {
            (resource.createdSeq > since ? updates.created : updates.changed).push_back(std::move(resource));
        }
        // Ids are never used again, so what left is not there.
        for (const auto& gone : sync::tombstonesSince(session, sync::Kind::Resource, FolderId{0}, since)) {
            updates.removed.push_back({gone.object});
        }
        updates.seq = session.seq();
        return updates;
    });
}

ResourceWritten ResourceDirectory::create(const Caller& caller, const NewResource& resource) {
    requireEditor(caller);
    const auto most = configuration_.get(kMaxResources);
    ResourceWritten written;
    written.committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        if (ResourceReader(tx).count() >= most) {
            throw Error(ErrorCode::TooLarge, "more resources than principals.resources",
                        "There are too many resources.");
        }
        written.resource = addResource(tx, resource);
    });
    return written;
}

CommitToken ResourceDirectory::change(const Caller& caller, ResourceId resource, const ResourceChange& change,
                                      std::optional<Seq> unchangedSince) {
    requireEditor(caller);
    return database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
        requireUnchanged(tx, resource, unchangedSince);
        changeResource(tx, resource, change);
    });
}

CommitToken ResourceDirectory::remove(const Caller& caller, std::span<const ResourceId> resources,
                                      std::optional<Seq> unchangedSince) {
    requireEditor(caller);
    if (resources.size() > dbpool::WriteTransaction::kMaxObjectsPerTransaction) {
        throw Error(ErrorCode::TooLarge, "too many resources at once", "Too many resources at once.");
    }
    bool done = false;
    CommitToken committed;
    while (!done) {
        committed = database_.write(caller.context, [&](dbpool::WriteTransaction& tx) {
            for (const auto resource : resources) requireUnchanged(tx, resource, unchangedSince);
            done = removeResources(tx, resources, leave_);
        });
    }
    return committed;
}

}  // namespace groupware::principals
