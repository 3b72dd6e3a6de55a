#pragma once

#include "groupware/api/action.h"
#include "groupware/infostore/service/infostore_service.h"

namespace groupware::infostore::api {

/// `document`: the contents of a version. Always an attachment: whatever somebody uploaded never runs in the
/// interface's origin. Ranges and conditional requests as in RFC 9110; the ETag is strong, contents never change.
class DownloadDocument final : public groupware::api::Action {
public:
    explicit DownloadDocument(const InfostoreService& service) : service_(service) {}

    [[nodiscard]] groupware::api::Result handle(const Caller& caller, const groupware::api::Call& call) override;

private:
    const InfostoreService& service_;
};

}  // namespace groupware::infostore::api
