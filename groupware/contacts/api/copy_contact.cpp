#include "groupware/contacts/api/copy_contact.h"

#include "groupware/base/error.h"
#include "groupware/contacts/api/wire.h"

namespace groupware::contacts::api {

engine::Result CopyContact::handle(const Caller& caller, const engine::Call& call) {
    const auto contact = contactRefOf(call);
    const auto body = json::requireObject(call.json(), "the target");
    const auto target = json::text(*body, "folder_id");
    if (!target) throw Error(ErrorCode::BadRequest, "copy without folder_id", "The body names no folder_id.");
    return written(service_.copy(caller, contact, folderId(*target)));
}

}  // namespace groupware::contacts::api
