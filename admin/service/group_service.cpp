#include "admin/service/group_service.h"

#include "admin/service/context_gate.h"
#include "admin/service/problems.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/principals/service/group_provisioning.h"
#include "groupware/principals/store/group_store.h"

#include <string>
#include <utility>

namespace admin {
namespace {

namespace principals = groupware::principals;
using groupware::ContextId;
using groupware::GroupId;

void requireGroup(dbpool::ReadSession& session, GroupId group) {
    if (!principals::GroupReader(session).exists(group)) {
        throw noSuchGroup(std::to_string(group.value), session.context());
    }
}

}  // namespace

GroupId GroupService::create(ContextId context, const principals::NewGroup& group) {
    requireEnabledContext(cluster_, context);
    GroupId id;
    cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) { id = principals::addGroup(tx, group); });
    return id;
}

void GroupService::change(ContextId context, GroupId group, const principals::GroupChange& change) {
    requireEnabledContext(cluster_, context);
    cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
        requireGroup(tx, group);
        principals::changeGroup(tx, group, change);
    });
}

void GroupService::remove(ContextId context, GroupId group) {
    requireEnabledContext(cluster_, context);
    bool done = false;
    while (!done) {
        cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
            requireGroup(tx, group);
            principals::requireRemovable(tx, group);
            done = groupware::folders::removeGroupPermissions(tx, group, principals::kContextAdmin);
            if (done) principals::removeGroup(tx, group);
        });
    }
}

principals::Group GroupService::find(ContextId context, GroupId group) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    auto found = principals::GroupReader(session).find(group);
    if (!found) throw noSuchGroup(std::to_string(group.value), context);
    return std::move(*found);
}

principals::Group GroupService::findByName(ContextId context, std::string_view name) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    auto found = principals::GroupReader(session).findByName(name);
    if (!found) throw noSuchGroup(std::string(name), context);
    return std::move(*found);
}

std::vector<principals::Group> GroupService::list(ContextId context) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    return principals::GroupReader(session).list();
}

}  // namespace admin
