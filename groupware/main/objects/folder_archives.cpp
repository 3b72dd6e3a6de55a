#include "groupware/main/objects/folder_archives.h"

#include "groupware/attachments/limits.h"
#include "groupware/calendar/limits.h"
#include "groupware/contacts/limits.h"
#include "groupware/infostore/limits.h"
#include "groupware/tasks/limits.h"

#include <utility>

namespace groupware::main {

FolderArchives::FolderArchives(const Configuration& configuration, const Clock& clock, formats::ical::FindZone find,
                               const principals::ShareTokens& tokens)
    : documents_(infostore::Limits::from(configuration)),
      contacts_(contacts::Limits::from(configuration), attachments::Limits::from(configuration)),
      tasks_(tasks::Limits::from(configuration), attachments::Limits::from(configuration), find),
      events_(calendar::Limits::from(configuration), attachments::Limits::from(configuration), clock, std::move(find)),
      archives_({&documents_, &contacts_, &tasks_, &events_}),
      settings_(configuration, tokens) {}

}  // namespace groupware::main
