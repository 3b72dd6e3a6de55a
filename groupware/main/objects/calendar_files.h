#pragma once

#include "groupware/api/by_folder_module.h"
#include "groupware/api/registry.h"
#include "groupware/main/objects/platform.h"

#include <string_view>

namespace groupware::main {

/// `import?action=ICAL` and `export?action=ICAL`: which object type answers is up to the folder.
class CalendarFiles {
public:
    explicit CalendarFiles(const Platform& platform) : import_(platform.contexts), export_(platform.contexts) {}

    /// @param module  of the folders; a literal
    /// @param importer, exporter  outlive this object
    void add(std::string_view module, api::Action& importer, api::Action& exporter) {
        import_.add(module, importer);
        export_.add(module, exporter);
    }
    void addTo(api::Registry& registry) {
        registry.add("import", "ICAL", import_, {}, api::Needs::Master);
        registry.add("export", "ICAL", export_);
    }

private:
    api::ByFolderModule import_;
    api::ByFolderModule export_;
};

}  // namespace groupware::main
