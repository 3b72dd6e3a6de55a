#pragma once

#include "groupware/api/action.h"
#include "groupware/attachments/api/view.h"
#include "groupware/attachments/service/attachment_service.h"

namespace groupware::attachments::api {

/// `get`: all about one attachment but its contents.
class GetAttachment final : public groupware::api::Action {
public:
    GetAttachment(const AttachmentService& service, const View& view) : service_(service), view_(view) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AttachmentService& service_;
    const View& view_;
};

}  // namespace groupware::attachments::api
