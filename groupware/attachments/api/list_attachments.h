#pragma once

#include "groupware/api/action.h"
#include "groupware/attachments/api/view.h"
#include "groupware/attachments/service/attachment_service.h"

namespace groupware::attachments::api {

/// `list`: those of the object that the body lists and that exist, in its order.
class ListAttachments final : public groupware::api::Action {
public:
    ListAttachments(const AttachmentService& service, const View& view) : service_(service), view_(view) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AttachmentService& service_;
    const View& view_;
};

}  // namespace groupware::attachments::api
