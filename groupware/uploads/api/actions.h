#pragma once

#include "groupware/api/registry.h"
#include "groupware/uploads/api/get_upload.h"
#include "groupware/uploads/api/keep_alive.h"
#include "groupware/uploads/api/new_uploads.h"

namespace groupware::uploads::api {

/// Every action of the module `file`, ready to be registered. Outlives the registry.
class Actions {
public:
    /// @param service  outlives this object
    Actions(const UploadService& service, const http::MultipartLimits& limits)
        : new_(service, limits), keepAlive_(service), get_(service) {}

    void addTo(groupware::api::Registry& registry) {
        using groupware::api::Needs;
        registry.add("file", "new", new_, {}, Needs::Master);
        registry.add("file", "keepalive", keepAlive_, {}, Needs::Master);
        registry.add("file", "get", get_);
    }

private:
    NewUploads new_;
    KeepAlive keepAlive_;
    GetUpload get_;
};

}  // namespace groupware::uploads::api
