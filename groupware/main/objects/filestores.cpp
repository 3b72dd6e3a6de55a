#include "groupware/main/objects/filestores.h"

#include "groupware/base/error.h"

#include <string>

namespace groupware::main {

void Filestores::requireAvailable() const {
    directory_.attempt();
    for (const auto& filestore : status()) {
        if (filestore.available && filestore.working) continue;
        const std::string problem =
            "filestore " + std::to_string(filestore.id.value) + (filestore.available ? " failed" : " does not answer");
        throw Error(ErrorCode::Unavailable, problem, problem);
    }
}

}  // namespace groupware::main
