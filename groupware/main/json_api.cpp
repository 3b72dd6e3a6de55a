#include "groupware/main/json_api.h"

#include "dbpool/routing/request_counters.h"
#include "groupware/api/options.h"
#include "groupware/http/options.h"

#include <utility>

namespace groupware::main {
namespace {

api::Limits limitsOf(const Configuration& configuration) {
    return {.json = {.bytes = static_cast<std::size_t>(configuration.get(api::kJsonBytes)),
                     .depth = static_cast<int>(configuration.get(api::kJsonDepth))},
            .formBytes = static_cast<std::size_t>(configuration.get(http::kFormBytes)),
            .parameters = static_cast<std::size_t>(configuration.get(http::kParameters)),
            .multipleCalls = static_cast<std::size_t>(configuration.get(api::kMultipleCalls))};
}

bool readUnproven() {
    const auto* counters = dbpool::CountingScope::current();
    return counters != nullptr && counters->unprovenReads > 0;
}

}  // namespace

JsonApi::JsonApi(const Configuration& configuration, http::Authenticator& authenticator,
                 http::ErrorTranslator translate)
    : limits_(limitsOf(configuration)),
      envelopes_(std::move(translate), readUnproven),
      multiple_(registry_, envelopes_, limits_.multipleCalls),
      config_(settings_),
      dispatcher_(registry_, authenticator, envelopes_, limits_) {
    registry_.addPublic("system", "ping", ping_);
    registry_.add("multiple", "", multiple_);
    registry_.add("config", "", config_);
}

}  // namespace groupware::main
