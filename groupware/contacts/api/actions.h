#pragma once

#include "groupware/api/registry.h"
#include "groupware/contacts/api/advanced_search.h"
#include "groupware/contacts/api/autocomplete.h"
#include "groupware/contacts/api/collect_addresses.h"
#include "groupware/contacts/api/copy_contact.h"
#include "groupware/contacts/api/delete_contacts.h"
#include "groupware/contacts/api/export_csv.h"
#include "groupware/contacts/api/export_vcards.h"
#include "groupware/contacts/api/find_duplicates.h"
#include "groupware/contacts/api/form.h"
#include "groupware/contacts/api/get_contact.h"
#include "groupware/contacts/api/get_user.h"
#include "groupware/contacts/api/import_csv.h"
#include "groupware/contacts/api/import_vcards.h"
#include "groupware/contacts/api/list_anniversaries.h"
#include "groupware/contacts/api/list_birthdays.h"
#include "groupware/contacts/api/list_contacts.h"
#include "groupware/contacts/api/list_folder.h"
#include "groupware/contacts/api/list_updates.h"
#include "groupware/contacts/api/list_users.h"
#include "groupware/contacts/api/merge_contacts.h"
#include "groupware/contacts/api/new_contact.h"
#include "groupware/contacts/api/search_contacts.h"
#include "groupware/contacts/api/show_picture.h"
#include "groupware/contacts/api/update_contact.h"
#include "groupware/contacts/api/view.h"

#include <string_view>

namespace groupware::contacts::api {

/// Every action of the module, ready to be registered. Outlives the registry.
class Actions {
public:
    /// @param service, zones  outlive this object
    Actions(const ContactService& service, FormLimits limits, const groupware::api::Zones& zones)
        : limits_(limits),
          view_(zones),
          listFolder_(service, view_),
          listContacts_(service, view_),
          getContact_(service, view_),
          listUpdates_(service, view_),
          searchContacts_(service, view_),
          advancedSearch_(service, view_),
          autocomplete_(service, view_),
          listUsers_(service, view_),
          getUser_(service, view_),
          listBirthdays_(service, view_),
          listAnniversaries_(service, view_),
          newContact_(service, limits_),
          updateContact_(service, limits_),
          deleteContacts_(service),
          copyContact_(service),
          findDuplicates_(service),
          mergeContacts_(service),
          collectAddresses_(service),
          showPicture_(service),
          importVcards_(service, limits_),
          importCsv_(service, limits_),
          exportVcards_(service),
          exportCsv_(service) {}
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    /// @param module  "contacts", and once more as its alias "addressbooks"
    void addTo(groupware::api::Registry& registry, std::string_view module);
    /// Pictures (module `image` too), import and export.
    void addFilesTo(groupware::api::Registry& registry);

private:
    FormLimits limits_;
    View view_;
    ListFolder listFolder_;
    ListContacts listContacts_;
    GetContact getContact_;
    ListUpdates listUpdates_;
    SearchContacts searchContacts_;
    AdvancedSearch advancedSearch_;
    Autocomplete autocomplete_;
    ListUsers listUsers_;
    GetUser getUser_;
    ListBirthdays listBirthdays_;
    ListAnniversaries listAnniversaries_;
    NewContact newContact_;
    UpdateContact updateContact_;
    DeleteContacts deleteContacts_;
    CopyContact copyContact_;
    FindDuplicates findDuplicates_;
    MergeContacts mergeContacts_;
    CollectAddresses collectAddresses_;
    ShowPicture showPicture_;
    ImportVcards importVcards_;
    ImportCsv importCsv_;
    ExportVcards exportVcards_;
    ExportCsv exportCsv_;
};

}  // namespace groupware::contacts::api
