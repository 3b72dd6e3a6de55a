#include "groupware/main/objects/client_settings.h"

#include "groupware/api/options.h"

namespace groupware::main {

ClientSettings::ClientSettings(const Platform& platform, const api::ConfigTree& tree)
    : service_(platform.contexts, platform.configuration,
               static_cast<int>(platform.configuration.get(api::kJsonDepth))),
      actions_(service_, tree) {}

}  // namespace groupware::main
