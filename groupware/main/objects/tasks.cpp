#include "groupware/main/objects/tasks.h"

#include "groupware/tasks/limits.h"

#include <utility>

namespace groupware::main {
Tasks::Tasks(const Platform& platform, const folders::FolderAccess& access, formats::ical::FindZone find)
    : service_(platform.contexts, access, platform.clock, std::move(find),
               [&source = platform.configuration] { return tasks::Limits::from(*source.current()); }),
      folderTasks_(platform.clock),
      attachments_(access),
      finder_(service_, platform.zones),
      actions_(service_, platform.zones),
      import_(service_, api::ImportForm::from(*platform.configuration.current())),
      export_(service_) {}

void Tasks::addTo(api::ConfigTree& settings) {
    settings.addLeaf(
        "participants/maximumNumberParticipants",
        [this](const Caller& /*caller*/) -> formats::json::Value { return service_.limits().participants; });
    // Nothing sends mail, so nobody can switch it on.
    settings.addLeaf("tasknotification", [](const Caller& /*caller*/) -> formats::json::Value { return false; });
}

}  // namespace groupware::main
