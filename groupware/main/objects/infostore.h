#pragma once

#include "filestore/directory.h"
#include "groupware/api/registry.h"
#include "groupware/folders/api/check_limits.h"
#include "groupware/folders/service/folder_access.h"
#include "groupware/infostore/api/actions.h"
#include "groupware/infostore/api/filestore_quota.h"
#include "groupware/infostore/api/find_documents.h"
#include "groupware/infostore/service/folder_documents.h"
#include "groupware/infostore/service/infostore_service.h"
#include "groupware/infostore/service/quota_service.h"
#include "groupware/main/objects/platform.h"
#include "groupware/principals/api/get_quotas.h"
#include "groupware/principals/service/object_quotas.h"

namespace groupware::main {

/// Documents and the room for them, and for all other objects.
class Infostore {
public:
    /// @param filestores, access  outlive this object
    Infostore(const Platform& platform, filestore::FilestoreDirectory& filestores, const folders::FolderAccess& access);

    /// What folder verbs do with documents.
    [[nodiscard]] folders::FolderContent& folderContent() noexcept { return folderDocuments_; }

    /// What `find` does with documents.
    [[nodiscard]] const api::FindModule& finder() const noexcept { return finder_; }

    /// What the folder tree asks before an upload. Refers to this object.
    [[nodiscard]] folders::api::UploadCheck uploadCheck() const;

    void addTo(api::Registry& registry);

private:
    infostore::InfostoreService service_;
    infostore::FolderDocuments folderDocuments_;
    infostore::api::Actions actions_;
    infostore::api::FindDocuments finder_;
    infostore::QuotaService quota_;
    infostore::api::FilestoreQuota filestoreQuota_;
    principals::ObjectQuotas objectQuotas_;
    principals::api::GetQuotas getQuotas_;
};

}  // namespace groupware::main
