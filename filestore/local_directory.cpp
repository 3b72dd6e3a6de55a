#include "filestore/local_directory.h"

#include "filestore/marker.h"
#include "filestore/options.h"

#include <algorithm>
#include <utility>

namespace filestore {

LocalDirectory::LocalDirectory(PlaceOf placeOf, const groupware::ConfigurationSource& configuration,
                               std::shared_ptr<FileSystem> files)
    : placeOf_(std::move(placeOf)),
      limits_(ioLimits(*configuration.current())),
      configuration_(configuration),
      files_(std::move(files)) {}

std::shared_ptr<LocalFilestore> LocalDirectory::filestoreOf(const ContextPlace& place) {
    const auto directory = directoryOf(place.uri);
    const std::lock_guard lock(mutex_);
    auto& known = open_[place.filestore];
    if (!known || known->directory != directory) {
        known = std::make_shared<LocalFilestore>(place.filestore, directory, files_, limits_, 0);
    }
    known->freeFloor = configuration_.get(kFreeFloor);
    return known;
}

std::unique_ptr<BlobStore> LocalDirectory::storeOf(groupware::ContextId context) {
    return localStoreOf(context);
}

std::unique_ptr<LocalBlobStore> LocalDirectory::localStoreOf(groupware::ContextId context) {
    const auto place = placeOf_(context);
    return std::make_unique<LocalBlobStore>(filestoreOf(place), place.name);
}

bool LocalDirectory::available() const {
    const std::lock_guard lock(mutex_);
    return std::all_of(open_.begin(), open_.end(), [](const auto& entry) { return entry.second->pool.available(); });
}

}  // namespace filestore
