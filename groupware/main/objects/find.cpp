#include "groupware/main/objects/find.h"

#include "groupware/api/options.h"

#include <cstddef>
#include <utility>

namespace groupware::main {

Find::Find(const Platform& platform, std::vector<const api::FindModule*> modules)
    : modules_(std::move(modules)),
      autocomplete_(modules_),
      query_(modules_, static_cast<std::size_t>(platform.configuration.get(api::kFindSize))) {}

void Find::addTo(api::Registry& registry) {
    registry.add("find", "autocomplete", autocomplete_);
    registry.add("find", "query", query_);
}

}  // namespace groupware::main
