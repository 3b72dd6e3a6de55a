#include "groupware/contacts/api/actions.h"

namespace groupware::contacts::api {
namespace {

// The numbers of Open-Xchange's contacts where it has one for the case.
constexpr groupware::api::ModuleErrors kErrors{
    .prefix = "CON", .notFound = 125, .forbidden = 104, .preconditionFailed = 119};

/// Whoever lacks the module is told so at once, whatever folder he names.
constexpr groupware::api::Requirements kReads{groupware::api::Needs::AnyServer, "contacts"};
constexpr groupware::api::Requirements kWrites{groupware::api::Needs::Master, "contacts"};

}  // namespace

void Actions::addTo(groupware::api::Registry& registry, std::string_view module) {
    registry.add(module, "all", listFolder_, kErrors, kReads);
    registry.add(module, "list", listContacts_, kErrors, kReads);
    registry.add(module, "get", getContact_, kErrors, kReads);
    registry.add(module, "updates", listUpdates_, kErrors, kReads);
    registry.add(module, "search", searchContacts_, kErrors, kReads);
    registry.add(module, "advancedSearch", advancedSearch_, kErrors, kReads);
    registry.add(module, "autocomplete", autocomplete_, kErrors, kReads);
    registry.add(module, "listuser", listUsers_, kErrors, kReads);
    registry.add(module, "getuser", getUser_, kErrors, kReads);
    registry.add(module, "birthdays", listBirthdays_, kErrors, kReads);
    registry.add(module, "anniversaries", listAnniversaries_, kErrors, kReads);
    registry.add(module, "new", newContact_, kErrors, kWrites);
    registry.add(module, "update", updateContact_, kErrors, kWrites);
    registry.add(module, "delete", deleteContacts_, kErrors, kWrites);
    registry.add(module, "copy", copyContact_, kErrors, kWrites);
    registry.add(module, "duplicates", findDuplicates_, kErrors, kReads);
    registry.add(module, "merge", mergeContacts_, kErrors, kWrites);
    registry.add(module, "collect", collectAddresses_, kErrors, kWrites);
}

void Actions::addFilesTo(groupware::api::Registry& registry) {
    registry.add("contacts/picture", "get", showPicture_, kErrors, kReads);
    registry.add("image/contact/picture", "", showPicture_, kErrors, kReads);
    registry.add("import", "VCARD", importVcards_, kErrors, kWrites);
    registry.add("import", "CSV", importCsv_, kErrors, kWrites);
    registry.add("import", "OUTLOOK_CSV", importCsv_, kErrors, kWrites);
    registry.add("export", "VCARD", exportVcards_, kErrors, kReads);
    registry.add("export", "CSV", exportCsv_, kErrors, kReads);
}

}  // namespace groupware::contacts::api
