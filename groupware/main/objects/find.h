#pragma once

#include "groupware/api/find.h"
#include "groupware/api/registry.h"
#include "groupware/main/objects/platform.h"

#include <vector>

namespace groupware::main {

/// The search that all object types share.
class Find {
public:
    /// @param modules  of each object type that is searched; not owned, outlive this object
    Find(const Platform& platform, std::vector<const api::FindModule*> modules);

    void addTo(api::Registry& registry);

private:
    const api::FindModules modules_;
    api::FindAutocomplete autocomplete_;
    api::FindQuery query_;
};

}  // namespace groupware::main
