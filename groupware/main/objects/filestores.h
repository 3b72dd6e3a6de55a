#pragma once

#include "filestore/local_directory.h"
#include "filestore/trash_collector.h"
#include "groupware/main/objects/filestore_places.h"
#include "groupware/main/objects/platform.h"

#include <vector>

namespace groupware::main {

/// The contents of files: where each context's are, and the removal of what nothing refers to.
class Filestores {
public:
    explicit Filestores(const Platform& platform)
        : places_(platform.config),
          directory_([this](ContextId context) { return places_.find(context); }, platform.configuration),
          trash_(platform.contexts, directory_, platform.clock, platform.configuration) {}

    [[nodiscard]] filestore::FilestoreDirectory& directory() noexcept { return directory_; }
    [[nodiscard]] std::vector<filestore::FilestoreStatus> status() const { return directory_.status(); }
    /// Has those in use tried now and then, but waits for none.
    /// @throws Error Unavailable naming one that did not work last time
    void requireAvailable() const;
    /// For a housekeeping thread.
    void collectTrash(ContextId context) { (void)trash_.collect(context); }

private:
    FilestorePlaces places_;
    filestore::LocalDirectory directory_;
    filestore::TrashCollector trash_;
};

}  // namespace groupware::main
