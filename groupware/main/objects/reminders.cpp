#include "groupware/main/objects/reminders.h"

#include "groupware/reminders/options.h"

#include <cstddef>
#include <utility>

namespace groupware::main {

Reminders::Reminders(const Platform& platform, const folders::FolderAccess& access,
                     std::vector<const reminders::ReminderSource*> sources)
    : service_(
          platform.contexts, access,
          [&source = platform.configuration] {
              return static_cast<std::size_t>(source.current()->get(reminders::kListLength));
          },
          std::move(sources)),
      actions_(service_, platform.clock, platform.zones) {}

}  // namespace groupware::main
