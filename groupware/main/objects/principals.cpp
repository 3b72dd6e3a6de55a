#include "groupware/main/objects/principals.h"

#include "groupware/base/version.h"
#include "groupware/calendar/service/resource_calendar.h"
#include "groupware/folders/service/folder_provisioning.h"
#include "groupware/principals/options.h"

#include <cstddef>
#include <string>

namespace groupware::main {
namespace {

std::size_t listLength(const Platform& platform) {
    return static_cast<std::size_t>(platform.configuration.get(principals::kListLength));
}

bool leaveFolders(dbpool::WriteTransaction& tx, GroupId group) {
    return folders::removeGroupPermissions(tx, group, principals::kContextAdmin);
}

}  // namespace

Principals::Principals(const Platform& platform, const std::vector<std::string>& served)
    : platform_(platform),
      server_{.version = std::string(kVersion), .served = served},
      hasher_(*platform.configuration.current()),
      directory_(platform.contexts, platform.configuration),
      groups_(platform.contexts, leaveFolders, platform.configuration),
      resources_(platform.contexts, calendar::emptyResourceCalendar, platform.configuration),
      userModule_(directory_, platform.zones, listLength(platform)),
      groupModule_(groups_, listLength(platform)),
      resourceModule_(resources_, listLength(platform)),
      allCapabilities_(principals::api::capabilities(served)),
      getCapability_(principals::api::capabilities(served)) {}

void Principals::addTo(api::Registry& registry) {
    userModule_.addTo(registry);
    groupModule_.addTo(registry);
    resourceModule_.addTo(registry);
    registry.add("capabilities", "all", allCapabilities_);
    registry.add("capabilities", "get", getCapability_);
}

void Principals::addTo(api::ConfigTree& settings) {
    principals::api::addSettings(settings, directory_, platform_.zones, platform_.clock,
                                 *platform_.configuration.current(), server_);
}

}  // namespace groupware::main
