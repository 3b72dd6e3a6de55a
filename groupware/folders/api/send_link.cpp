#include "groupware/folders/api/send_link.h"

#include "groupware/base/error.h"

namespace groupware::folders::api {

engine::Result SendLink::handle(const Caller& /*caller*/, const engine::Call& /*call*/) {
    throw Error(ErrorCode::Forbidden, "share by mail, which is not there",
                "This server sends no mail: tell people about the share yourself.");
}

}  // namespace groupware::folders::api
