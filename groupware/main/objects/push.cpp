#include "groupware/main/objects/push.h"

#include "groupware/push/options.h"

#include <cstddef>

namespace groupware::main {
namespace {

push::FeedLimits limitsOf(const Configuration& configuration) {
    const auto count = [&](const IntegerOption& option) { return static_cast<std::size_t>(configuration.get(option)); };
    return {.perSession = count(push::kWaitersPerSession),
            .perContext = count(push::kWaitersPerContext),
            .perNode = count(push::kWaitersPerNode),
            .changesAtOnce = count(push::kChangesAtOnce)};
}

}  // namespace

Push::Push(const Platform& platform, const folders::FolderAccess& access)
    : feed_(platform.contexts, limitsOf(*platform.configuration.current())),
      events_(platform.contexts, access, feed_,
              {.longestWait = platform.configuration.get(push::kLongestWait),
               .changesAtOnce = static_cast<std::size_t>(platform.configuration.get(push::kChangesAtOnce))}) {}

}  // namespace groupware::main
