#include "admin/service/resource_service.h"

#include "admin/service/context_gate.h"
#include "admin/service/problems.h"
#include "groupware/calendar/service/resource_calendar.h"
#include "groupware/principals/service/resource_provisioning.h"
#include "groupware/principals/store/resource_store.h"

#include <array>
#include <string>
#include <utility>

namespace admin {
namespace {

namespace principals = groupware::principals;
using groupware::ContextId;
using principals::ResourceId;

principals::Resource require(dbpool::ReadSession& session, ResourceId resource) {
    auto found = principals::ResourceReader(session).find(resource);
    if (!found) throw noSuchResource(std::to_string(resource.value), session.context());
    return std::move(*found);
}

}  // namespace

ResourceId ResourceService::create(ContextId context, const principals::NewResource& resource) {
    requireEnabledContext(cluster_, context);
    ResourceId id;
    cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) { id = principals::addResource(tx, resource); });
    return id;
}

void ResourceService::change(ContextId context, ResourceId resource, const principals::ResourceChange& change) {
    requireEnabledContext(cluster_, context);
    cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
        (void)require(tx, resource);
        principals::changeResource(tx, resource, change);
    });
}

void ResourceService::remove(ContextId context, ResourceId resource) {
    requireEnabledContext(cluster_, context);
    bool done = false;
    while (!done) {
        cluster_.contexts.write(context, [&](dbpool::WriteTransaction& tx) {
            (void)require(tx, resource);
            done = principals::removeResources(tx, std::array{resource}, groupware::calendar::emptyResourceCalendar);
        });
    }
}

principals::Resource ResourceService::find(ContextId context, ResourceId resource) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    return require(session, resource);
}

principals::Resource ResourceService::findByName(ContextId context, std::string_view name) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    auto found = principals::ResourceReader(session).findByName(name);
    if (!found) throw noSuchResource(std::string(name), context);
    return std::move(*found);
}

std::vector<principals::Resource> ResourceService::list(ContextId context) {
    requireContext(cluster_, context);
    auto session = cluster_.contexts.read(context, groupware::Freshness::strict());
    return principals::ResourceReader(session).list();
}

}  // namespace admin
