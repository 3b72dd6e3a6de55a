#pragma once

#include "groupware/api/action.h"
#include "groupware/attachments/service/attachment_service.h"

namespace groupware::attachments::api {

/// `zipDocuments`: the attachments that the body lists, as one ZIP archive that is made while it is sent.
class ZipAttachments final : public groupware::api::Action {
public:
    explicit ZipAttachments(const AttachmentService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AttachmentService& service_;
};

}  // namespace groupware::attachments::api
