#include "groupware/contacts/api/export_source.h"

#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

std::vector<ContactRef> exportedRefs(const ContactService& service, const Caller& caller, const engine::Call& call) {
    const auto* request = call.request();
    const bool hasBody = request != nullptr && request->method() == "PUT";
    if (hasBody && !folderOf(call)) return contactRefsOf(call.json());
    std::vector<ContactRef> refs;
    for (const auto& contact : service.all(caller, folderId(call.require("folder")), false).contacts)
        refs.push_back({.id = contact.id, .folder = contact.folder});
    return refs;
}

}  // namespace groupware::contacts::api
