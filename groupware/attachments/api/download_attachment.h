#pragma once

#include "groupware/api/action.h"
#include "groupware/attachments/service/attachment_service.h"

namespace groupware::attachments::api {

/// `document`: the contents; see groupware::api::answerContents().
class DownloadAttachment final : public groupware::api::Action {
public:
    explicit DownloadAttachment(const AttachmentService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AttachmentService& service_;
};

}  // namespace groupware::attachments::api
