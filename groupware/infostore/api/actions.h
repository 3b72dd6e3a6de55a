#pragma once

#include "groupware/api/registry.h"
#include "groupware/infostore/api/check_name.h"
#include "groupware/infostore/api/copy_document.h"
#include "groupware/infostore/api/delete_documents.h"
#include "groupware/infostore/api/detach_versions.h"
#include "groupware/infostore/api/download_document.h"
#include "groupware/infostore/api/form.h"
#include "groupware/infostore/api/get_document.h"
#include "groupware/infostore/api/list_documents.h"
#include "groupware/infostore/api/list_folder.h"
#include "groupware/infostore/api/list_updates.h"
#include "groupware/infostore/api/list_versions.h"
#include "groupware/infostore/api/lock_document.h"
#include "groupware/infostore/api/move_documents.h"
#include "groupware/infostore/api/new_document.h"
#include "groupware/infostore/api/restore_documents.h"
#include "groupware/infostore/api/revert_document.h"
#include "groupware/infostore/api/search_documents.h"
#include "groupware/infostore/api/unlock_document.h"
#include "groupware/infostore/api/update_document.h"
#include "groupware/infostore/api/upload_document.h"
#include "groupware/infostore/api/view.h"

#include <string_view>

namespace groupware::infostore::api {

/// Every action of the module, ready to be registered. Outlives the registry.
class Actions {
public:
    /// @param service, clock, zones  outlive this object
    Actions(const InfostoreService& service, const Clock& clock, FormLimits limits, const groupware::api::Zones& zones)
        : limits_(limits),
          view_(clock, zones),
          listFolder_(service, view_),
          listDocuments_(service, view_),
          getDocument_(service, view_),
          listUpdates_(service, view_),
          searchDocuments_(service, view_),
          listVersions_(service, view_),
          newDocument_(service, limits_),
          updateDocument_(service, limits_),
          uploadDocument_(service),
          downloadDocument_(service),
          deleteDocuments_(service),
          moveDocuments_(service),
          restoreDocuments_(service),
          detachVersions_(service),
          revertDocument_(service),
          copyDocument_(service, limits_),
          lockDocument_(service),
          unlockDocument_(service),
          checkName_(service) {}
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    /// @param module  "infostore", and once more as its alias "files"
    void addTo(groupware::api::Registry& registry, std::string_view module);

private:
    FormLimits limits_;
    View view_;
    ListFolder listFolder_;
    ListDocuments listDocuments_;
    GetDocument getDocument_;
    ListUpdates listUpdates_;
    SearchDocuments searchDocuments_;
    ListVersions listVersions_;
    NewDocument newDocument_;
    UpdateDocument updateDocument_;
    UploadDocument uploadDocument_;
    DownloadDocument downloadDocument_;
    DeleteDocuments deleteDocuments_;
    MoveDocuments moveDocuments_;
    RestoreDocuments restoreDocuments_;
    DetachVersions detachVersions_;
    RevertDocument revertDocument_;
    CopyDocument copyDocument_;
    LockDocument lockDocument_;
    UnlockDocument unlockDocument_;
    CheckName checkName_;
};

}  // namespace groupware::infostore::api
