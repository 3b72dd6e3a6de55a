#include "admin/cli/user_options.h"

#include "admin/cli/failure.h"
#include "groupware/principals/contact_data.h"

#include <array>

namespace admin::cli {
namespace {

/// What a field of the address book is called by the tools, where that is not its own name.
struct ContactName {
    std::string_view option;
    std::string_view field;
};
constexpr std::array<ContactName, 3> kContactNames{
    {{"middle_name", "second_name"}, {"employeetype", "employee_type"}, {"number_of_employee", "number_of_employees"}}};

std::string_view optionOf(const groupware::principals::ContactField& field) {
    for (const auto& other : kContactNames) {
        if (other.field == field.name) return other.option;
    }
    return field.name;
}

/// A switch of the tools with the module it stands for.
struct AccessOption {
    std::string_view option;
    std::string_view module;
    std::string_view help;
};

constexpr std::array<AccessOption, 33> kAccessOptions{{
    {"access-calendar", "calendar", "Calendar"},
    {"access-contacts", "contacts", "Contacts"},
    {"access-tasks", "tasks", "Tasks"},
    {"access-infostore", "infostore", "Files"},
    {"access-webmail", "webmail", "Mail"},
    {"access-webdav", "webdav", "Files by WebDAV"},
    {"access-webdav-xml", "webdavxml", "Synchronisation by WebDAV/XML"},
    {"access-ical", "ical", "iCalendar"},
    {"access-vcard", "vcard", "vCard"},
    {"access-syncml", "syncml", "SyncML"},
    {"access-usm", "usm", "Universal sync"},
    {"access-olox20", "olox20", "Outlook connector"},
    {"access-active-sync", "activesync", "ActiveSync"},
    {"access-read-create-shared-Folders", "readcreatesharedfolders", "Reading and making shared folders"},
    {"access-delegate-tasks", "delegatetask", "Delegating tasks"},
    {"access-edit-public-folder", "editpublicfolders", "Making public folders"},
    {"access-edit-group", "editgroup", "Editing groups"},
    {"access-edit-resource", "editresource", "Editing resources"},
    {"access-edit-password", "editpassword", "Changing the own password"},
    {"access-global-address-book-disabled", "globaladdressbookdisabled", "Hiding the global address book"},
    {"access-public-folder-editable", "publicfoldereditable", "Changing the rights of public folders"},
    {"access-collect-email-addresses", "collectemailaddresses", "Collecting addresses"},
    {"access-multiple-mail-accounts", "multiplemailaccounts", "Several mail accounts"},
    {"access-subscription", "subscription", "Subscriptions"},
    {"access-publication", "publication", "Publications"},
    {"access-denied-portal", "deniedportal", "Denying the portal"},
    {"access-forum", "forum", "Forum"},
    {"access-pinboard-write", "pinboardwrite", "Pinboard"},
    {"access-projects", "projects", "Projects"},
    {"access-rss-bookmarks", "rssbookmarks", "RSS bookmarks"},
    {"access-rss-portal", "rssportal", "RSS in the portal"},
    {"access-share-links", "sharelinks", "Making links to folders"},
    {"access-invite-guests", "inviteguests", "Sharing folders with people outside"},
}};

bool onOrOff(std::string_view option, const std::string& value) {
    if (value == "on") return true;
    if (value == "off") return false;
    throw Failure(Problem::IllegalOptionValue,
                  "Error: Illegal option value : --" + std::string(option) + " is on or off");
}

}  // namespace

const std::vector<Field> kUserFields{{"username", "name"},
                                     {"displayname", "displayName"},
                                     {"givenname", "givenName"},
                                     {"surname", "surname"},
                                     {"password", "password"},
                                     {"email", "email"},
                                     {"language", "language"},
                                     {"timezone", "timeZone"},
                                     {"department", "department"},
                                     {"company", "company"},
                                     {"aliases", "aliases", Field::Kind::List}};

void appendPersonOptions(std::vector<OptionSpec>& specs, Need need) {
    specs.insert(
        specs.end(),
        {{.name = "displayname", .letter = 'd', .argument = "name", .help = "Display name", .need = need},
         {.name = "givenname", .letter = 'g', .argument = "name", .help = "Given name", .need = need},
         {.name = "surname", .letter = 's', .argument = "name", .help = "Surname", .need = need},
         {.name = "password",
          .letter = 'p',
          .argument = "password",
          .help = "Password of the user",
          .need = need,
          .secret = true,
          .variable = need == Need::Mandatory ? "NEW_USER_PASSWORD" : ""},
         {.name = "email", .letter = 'e', .argument = "address", .help = "Primary e-mail address", .need = need},
         {.name = "language", .letter = 'l', .argument = "locale", .help = "Language and country, for example de_DE"},
         {.name = "timezone", .letter = 't', .argument = "zone", .help = "Time zone, for example Europe/Berlin"}});
}

void appendContactOptions(std::vector<OptionSpec>& specs) {
    for (const auto& field : groupware::principals::contactFields()) {
        const bool date = field.kind == groupware::principals::ContactKind::Date;
        specs.push_back({.name = optionOf(field), .argument = date ? "date" : "text", .help = field.label});
    }
}

void setContact(Poco::JSON::Object& body, const Arguments& arguments) {
    Poco::JSON::Object contact;
    for (const auto& field : groupware::principals::contactFields()) {
        const auto option = optionOf(field);
        if (arguments.has(option)) contact.set(std::string(field.name), arguments.text(option));
    }
    if (contact.size() > 0) body.set("contact", contact);
}

std::vector<Column> contactColumns() {
    std::vector<Column> columns;
    for (const auto& field : groupware::principals::contactFields()) {
        columns.push_back({.key = field.name, .csvHeading = optionOf(field), .within = "contact"});
    }
    return columns;
}

std::vector<Column> accessColumns() {
    std::vector<Column> columns;
    for (const auto& access : kAccessOptions) {
        columns.push_back({.key = access.module, .csvHeading = access.option, .within = "access"});
    }
    return columns;
}

void appendAccessOptions(std::vector<OptionSpec>& specs) {
    for (const auto& access : kAccessOptions) {
        specs.push_back({.name = access.option, .argument = "on/off", .help = access.help});
    }
}

void setAccess(Poco::JSON::Object& body, const Arguments& arguments) {
    Poco::JSON::Object modules;
    for (const auto& access : kAccessOptions) {
        if (!arguments.has(access.option)) continue;
        modules.set(std::string(access.module), onOrOff(access.option, arguments.text(access.option)));
    }
    const bool combined = arguments.has("access-combination-name");
    if (combined && modules.size() > 0) {
        throw Failure(Problem::IllegalOptionValue,
                      "Error: You can't specify access combination name AND single access attributes simultaneously!");
    }
    if (combined) body.set("accessCombination", arguments.text("access-combination-name"));
    if (modules.size() > 0) body.set("access", modules);
}

}  // namespace admin::cli
