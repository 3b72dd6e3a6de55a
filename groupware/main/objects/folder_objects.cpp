#include "groupware/main/objects/folder_objects.h"

#include "groupware/infostore/limits.h"

namespace groupware::main {

FolderObjects::FolderObjects(const Configuration& configuration, const Clock& clock)
    : documents_(clock, infostore::Limits::from(configuration)),
      tasks_(clock),
      events_(clock),
      contents_({&documents_, &contacts_, &tasks_, &events_}) {}

}  // namespace groupware::main
