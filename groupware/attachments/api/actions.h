#pragma once

#include "groupware/api/registry.h"
#include "groupware/attachments/api/all_attachments.h"
#include "groupware/attachments/api/attach_files.h"
#include "groupware/attachments/api/detach_attachments.h"
#include "groupware/attachments/api/download_attachment.h"
#include "groupware/attachments/api/form.h"
#include "groupware/attachments/api/get_attachment.h"
#include "groupware/attachments/api/list_attachments.h"
#include "groupware/attachments/api/list_updates.h"
#include "groupware/attachments/api/view.h"
#include "groupware/attachments/api/zip_attachments.h"

namespace groupware::attachments::api {

/// Every action of the module `attachment`, ready to be registered. Outlives the registry.
class Actions {
public:
    /// @param service, zones  outlive this object
    Actions(const AttachmentService& service, FormLimits limits, const groupware::api::Zones& zones)
        : limits_(limits),
          view_(zones),
          allAttachments_(service, view_),
          listAttachments_(service, view_),
          getAttachment_(service, view_),
          listUpdates_(service, view_),
          attachFiles_(service, limits_),
          detachAttachments_(service),
          downloadAttachment_(service),
          zipAttachments_(service) {}
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    void addTo(groupware::api::Registry& registry);

    /// `document` and `zipDocuments`, for object types that have names of their own for them.
    [[nodiscard]] groupware::api::Action& download() noexcept { return downloadAttachment_; }
    [[nodiscard]] groupware::api::Action& archive() noexcept { return zipAttachments_; }

private:
    FormLimits limits_;
    View view_;
    AllAttachments allAttachments_;
    ListAttachments listAttachments_;
    GetAttachment getAttachment_;
    ListUpdates listUpdates_;
    AttachFiles attachFiles_;
    DetachAttachments detachAttachments_;
    DownloadAttachment downloadAttachment_;
    ZipAttachments zipAttachments_;
};

}  // namespace groupware::attachments::api
