#include "groupware/main/objects/principals.h"

#include "groupware/base/version.h"
#include "groupware/principals/api/settings.h"

#include <string>

namespace groupware::main {

Principals::Principals(const Platform& platform)
    : platform_(platform),
      hasher_(platform.configuration),
      directory_(platform.contexts),
      module_(directory_),
      allCapabilities_(principals::api::capabilities()),
      getCapability_(principals::api::capabilities()) {}

void Principals::addTo(api::Registry& registry) {
    module_.addTo(registry);
    registry.add("capabilities", "all", allCapabilities_);
    registry.add("capabilities", "get", getCapability_);
}

void Principals::addTo(api::ConfigTree& settings) {
    principals::api::addSettings(settings, directory_, platform_.zones, platform_.clock, platform_.configuration,
                                 std::string(kVersion));
}

}  // namespace groupware::main
