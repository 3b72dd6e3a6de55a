#include "groupware/folders/api/share_wire.h"

#include "groupware/base/error.h"
#include "groupware/folders/api/wire.h"

namespace groupware::folders::api {

ShareTarget targetOf(const json::Object& body) {
    if (json::text(body, "item")) {
        throw Error(ErrorCode::BadRequest, "link to an item", "Links are made to folders, not to single objects.");
    }
    const auto folder = json::text(body, "folder");
    const auto module = json::text(body, "module");
    if (!folder || !module) {
        throw Error(ErrorCode::BadRequest, "share target", "A share target has a module and a folder.");
    }
    return {.folder = folderOf(*folder), .module = moduleFromText(*module)};
}

std::string urlOf(const http::Request* request, const principals::ShareToken& token) {
    const std::string path = "/ajax/share/" + token.hex();
    const auto host = request == nullptr ? std::string() : request->header("Host");
    if (host.empty()) return path;
    return (request->head().secure ? "https://" : "http://") + host + path;
}

}  // namespace groupware::folders::api
