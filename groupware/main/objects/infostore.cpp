#include "groupware/main/objects/infostore.h"

#include "groupware/api/options.h"
#include "groupware/http/options.h"
#include "groupware/infostore/limits.h"

#include <span>
#include <vector>

namespace groupware::main {
namespace {

infostore::api::FormLimits formLimits(const Configuration& configuration) {
    return {.json = {.bytes = static_cast<std::size_t>(configuration.get(http::kFormBytes)),
                     .depth = static_cast<int>(configuration.get(api::kJsonDepth))},
            .multipart = {.headerBytes = static_cast<std::size_t>(configuration.get(http::kPartHeaderBytes)),
                          .parts = static_cast<std::size_t>(configuration.get(http::kParts))}};
}

}  // namespace

Infostore::Infostore(const Platform& platform, filestore::FilestoreDirectory& filestores,
                     const folders::FolderAccess& access)
    : service_(platform.contexts, filestores, access, platform.clock,
               [&source = platform.configuration] { return infostore::Limits::from(*source.current()); }),
      folderDocuments_(platform.clock, infostore::Limits::from(*platform.configuration.current())),
      actions_(service_, platform.clock, formLimits(*platform.configuration.current()), platform.zones),
      finder_(service_, platform.clock, platform.zones),
      quota_(platform.contexts),
      filestoreQuota_(quota_),
      objectQuotas_(platform.contexts),
      getQuotas_(objectQuotas_, [this](const Caller& caller) {
          const auto usage = quota_.usage(caller);
          return principals::api::FileSpace{.quota = usage.quota, .used = usage.used};
      }) {}

folders::api::UploadCheck Infostore::uploadCheck() const {
    return [this](const Caller& caller, FolderId folder, std::span<const folders::api::PlannedFile> planned) {
        std::vector<infostore::PlannedFile> files;
        for (const auto& file : planned) files.push_back({.name = file.name, .size = file.size});
        return service_.obstacles(caller, folder, files);
    };
}

void Infostore::addTo(api::Registry& registry) {
    actions_.addTo(registry, "infostore");
    actions_.addTo(registry, "files");
    registry.add("quota", "filestore", filestoreQuota_);
    registry.add("quota", "get", getQuotas_);
}

}  // namespace groupware::main
