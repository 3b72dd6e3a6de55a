#include "groupware/contacts/api/export_source.h"

#include "groupware/contacts/api/wire.h"
#include "groupware/http/content_disposition.h"

#include <string>

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

engine::Result fileAnswer(const std::string& mediaType, const std::string& name) {
    engine::Result answer;
    answer.response = http::Response{};
    auto& headers = answer.response->headers;
    headers.emplace_back("Content-Type", mediaType);
    headers.emplace_back("Content-Disposition", http::contentDisposition(http::Disposition::Attachment, name));
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    headers.emplace_back("Cache-Control", "private, no-cache");
    return answer;
}

}  // namespace groupware::contacts::api
