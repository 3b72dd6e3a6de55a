#include "groupware/http/authenticator.h"

#include "groupware/base/error.h"

namespace groupware::http {

Authorized Authenticator::authorize(const Request& /*request*/) {
    throw Error(ErrorCode::NotAuthenticated, "the field Authorization proves nobody here");
}

}  // namespace groupware::http
