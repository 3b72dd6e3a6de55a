#include "groupware/main/objects/filestores.h"

#include "groupware/base/error.h"

namespace groupware::main {

void Filestores::requireAvailable() const {
    if (!directory_.available()) throw Error(ErrorCode::Unavailable, "a filestore does not answer");
}

}  // namespace groupware::main
