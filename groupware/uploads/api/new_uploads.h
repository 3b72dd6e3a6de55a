#pragma once

#include "groupware/api/action.h"
#include "groupware/http/multipart.h"
#include "groupware/uploads/service/upload_service.h"

namespace groupware::uploads::api {

/// `new`: keeps the files of a form, all or none. Answers their ids.
class NewUploads final : public groupware::api::Action {
public:
    NewUploads(const UploadService& service, const http::MultipartLimits& limits)
        : service_(service), limits_(limits) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const UploadService& service_;
    const http::MultipartLimits limits_;
};

}  // namespace groupware::uploads::api
