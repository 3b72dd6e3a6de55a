#pragma once

#include "groupware/api/registry.h"
#include "groupware/folders/api/delete_link.h"
#include "groupware/folders/api/get_link.h"
#include "groupware/folders/api/send_link.h"
#include "groupware/folders/api/update_link.h"
#include "groupware/folders/service/share_service.h"

namespace groupware::folders::api {

/// The module `share/management` of the JSON interface. Outlives the registry's use.
class ShareModule {
public:
    /// @param service  outlives this object
    explicit ShareModule(ShareService& service);
    ShareModule(const ShareModule&) = delete;
    ShareModule& operator=(const ShareModule&) = delete;

    void addTo(engine::Registry& registry);

private:
    GetLink get_;
    UpdateLink update_;
    DeleteLink delete_;
    SendLink send_;
};

}  // namespace groupware::folders::api
