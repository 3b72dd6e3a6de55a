#include "groupware/main/objects/uploads.h"

#include "groupware/http/options.h"
#include "groupware/uploads/options.h"

#include <cstddef>
#include <cstdint>

namespace groupware::main {
namespace {

http::MultipartLimits formLimits(const Configuration& configuration) {
    return {.headerBytes = static_cast<std::size_t>(configuration.get(http::kPartHeaderBytes)),
            .parts = static_cast<std::size_t>(configuration.get(http::kParts))};
}

}  // namespace

Uploads::Uploads(const Platform& platform, filestore::FilestoreDirectory& filestores)
    : platform_(platform),
      service_(platform.contexts, filestores, platform.clock, platform.configuration),
      actions_(service_, formLimits(*platform.configuration.current())) {}

void Uploads::addTo(api::ConfigTree& settings) {
    // How often clients have to keep an upload alive, in milliseconds.
    settings.addLeaf("maxUploadIdleTimeout", [this](const Caller& /*caller*/) -> formats::json::Value {
        return std::int64_t{platform_.configuration.get(uploads::kKeepTime).count()};
    });
}

}  // namespace groupware::main
