#include "groupware/main/objects/principals.h"

#include "groupware/base/version.h"

#include <string>

namespace groupware::main {

Principals::Principals(const Platform& platform, const std::vector<std::string>& served)
    : platform_(platform),
      server_{.version = std::string(kVersion), .served = served},
      hasher_(*platform.configuration.current()),
      directory_(platform.contexts),
      module_(directory_),
      allCapabilities_(principals::api::capabilities(served)),
      getCapability_(principals::api::capabilities(served)) {}

void Principals::addTo(api::Registry& registry) {
    module_.addTo(registry);
    registry.add("capabilities", "all", allCapabilities_);
    registry.add("capabilities", "get", getCapability_);
}

void Principals::addTo(api::ConfigTree& settings) {
    principals::api::addSettings(settings, directory_, platform_.zones, platform_.clock,
                                 *platform_.configuration.current(), server_);
}

}  // namespace groupware::main
