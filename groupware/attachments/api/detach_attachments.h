#pragma once

#include "groupware/api/action.h"
#include "groupware/attachments/service/attachment_service.h"

namespace groupware::attachments::api {

/// `detach`: removes the attachments that the body lists, all or none.
class DetachAttachments final : public groupware::api::Action {
public:
    explicit DetachAttachments(const AttachmentService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AttachmentService& service_;
};

}  // namespace groupware::attachments::api
