#pragma once

#include "filestore/directory.h"
#include "groupware/api/registry.h"
#include "groupware/attachments/api/actions.h"
#include "groupware/attachments/service/attachment_service.h"
#include "groupware/main/objects/platform.h"

#include <vector>

namespace groupware::main {

/// Files that hang on tasks, contacts and events.
class Attachments {
public:
    /// @param filestores  outlives this object
    /// @param targets  of each object type that has attachments; not owned, outlive this object
    Attachments(const Platform& platform, filestore::FilestoreDirectory& filestores,
                std::vector<attachments::AttachmentTarget*> targets);

    [[nodiscard]] const attachments::AttachmentService& service() const noexcept { return service_; }
    /// `attachment?action=document` and `zipDocuments`.
    [[nodiscard]] api::Action& download() noexcept { return actions_.download(); }
    [[nodiscard]] api::Action& archive() noexcept { return actions_.archive(); }

    void addTo(api::Registry& registry) { actions_.addTo(registry); }

private:
    attachments::AttachmentService service_;
    attachments::api::Actions actions_;
};

}  // namespace groupware::main
