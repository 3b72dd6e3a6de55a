#include "groupware/main/objects/uploads.h"

#include "groupware/http/options.h"

#include <cstddef>

namespace groupware::main {
namespace {

http::MultipartLimits formLimits(const Configuration& configuration) {
    return {.headerBytes = static_cast<std::size_t>(configuration.get(http::kPartHeaderBytes)),
            .parts = static_cast<std::size_t>(configuration.get(http::kParts))};
}

}  // namespace

Uploads::Uploads(const Platform& platform, filestore::FilestoreDirectory& filestores)
    : service_(platform.contexts, filestores, platform.clock, platform.configuration),
      actions_(service_, formLimits(*platform.configuration.current())) {}

}  // namespace groupware::main
