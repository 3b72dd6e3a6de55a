#pragma once

#include "filestore/directory.h"
#include "groupware/api/config_tree.h"
#include "groupware/api/registry.h"
#include "groupware/main/objects/platform.h"
#include "groupware/uploads/api/actions.h"
#include "groupware/uploads/service/upload_service.h"

namespace groupware::main {

/// Files that wait to be used.
class Uploads {
public:
    /// @param filestores  outlives this object
    Uploads(const Platform& platform, filestore::FilestoreDirectory& filestores);

    /// For a housekeeping thread.
    void removeExpired(ContextId context) { (void)service_.removeExpired(context); }

    void addTo(api::Registry& registry) { actions_.addTo(registry); }
    /// `maxUploadIdleTimeout`.
    void addTo(api::ConfigTree& settings);

private:
    const Platform platform_;
    uploads::UploadService service_;
    uploads::api::Actions actions_;
};

}  // namespace groupware::main
