#include "groupware/folders/api/send_link.h"

#include "groupware/base/error.h"

namespace groupware::folders::api {

engine::Result SendLink::handle(const Caller& /*caller*/, const engine::Call& /*call*/) {
    throw Error(ErrorCode::Forbidden, "sendLink without mail", "This server sends no mail: pass the link on yourself.");
}

}  // namespace groupware::folders::api
