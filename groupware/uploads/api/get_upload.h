#pragma once

#include "groupware/api/action.h"
#include "groupware/uploads/service/upload_service.h"

namespace groupware::uploads::api {

/// `get`: the contents; see groupware::api::answerContents(). The time of the file does not begin anew.
class GetUpload final : public groupware::api::Action {
public:
    explicit GetUpload(const UploadService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const UploadService& service_;
};

}  // namespace groupware::uploads::api
