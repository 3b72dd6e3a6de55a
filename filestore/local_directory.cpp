#include "filestore/local_directory.h"

#include "filestore/marker.h"
#include "filestore/options.h"

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
    auto& known = open_[place.filestore.id];
    if (!known || known->directory != directory || known->identity != place.filestore) {
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

void LocalDirectory::attempt() const {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, filestore] : open_) {
        filestore->pool.attempt([files = filestore->fileSystem, directory = filestore->directory,
                                 identity = filestore->identity] { verify(*files, directory, identity); });
    }
}

std::vector<FilestoreStatus> LocalDirectory::status() const {
    const std::lock_guard lock(mutex_);
    std::vector<FilestoreStatus> all;
    for (const auto& [id, filestore] : open_) {
        const auto& counters = filestore->pool.counters();
        all.push_back({.id = id,
                       .available = filestore->pool.available(),
                       .working = filestore->pool.working(),
                       .operations = counters.operations,
                       .failures = counters.failures,
                       .octetsIn = filestore->octetsIn,
                       .octetsOut = filestore->octetsOut});
    }
    return all;
}

}  // namespace filestore
