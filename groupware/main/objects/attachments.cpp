#include "groupware/main/objects/attachments.h"

#include "groupware/api/options.h"
#include "groupware/http/options.h"

#include <cstddef>
#include <utility>

namespace groupware::main {
namespace {

attachments::api::FormLimits formLimits(const Configuration& configuration) {
    return {.json = {.bytes = static_cast<std::size_t>(configuration.get(http::kFormBytes)),
                     .depth = static_cast<int>(configuration.get(api::kJsonDepth))},
            .multipart = {.headerBytes = static_cast<std::size_t>(configuration.get(http::kPartHeaderBytes)),
                          .parts = static_cast<std::size_t>(configuration.get(http::kParts))}};
}

}  // namespace

Attachments::Attachments(const Platform& platform, filestore::FilestoreDirectory& filestores,
                         std::vector<attachments::AttachmentTarget*> targets)
    : service_(platform.contexts, filestores, attachments::AttachmentTargets(std::move(targets)), platform.clock,
               [&source = platform.configuration] { return attachments::Limits::from(*source.current()); }),
      actions_(service_, formLimits(*platform.configuration.current()), platform.zones) {}

}  // namespace groupware::main
