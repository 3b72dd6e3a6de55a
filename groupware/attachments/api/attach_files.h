#pragma once

#include "groupware/api/action.h"
#include "groupware/attachments/api/form.h"
#include "groupware/attachments/service/attachment_service.h"

namespace groupware::attachments::api {

/// `attach`: the files of a form become attachments of one object, all or none. Answers their ids.
class AttachFiles final : public groupware::api::Action {
public:
    AttachFiles(const AttachmentService& service, const FormLimits& limits) : service_(service), limits_(limits) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const AttachmentService& service_;
    const FormLimits& limits_;
};

}  // namespace groupware::attachments::api
