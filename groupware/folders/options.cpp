#include "groupware/folders/options.h"

#include <array>

namespace groupware::folders {

std::span<const AnyOption> options() {
    static constexpr std::array<AnyOption, 7> kAll{&kMaxNameCharacters, &kMaxDepth,     &kMaxGrants,    &kMaxSubtree,
                                                   &kMaxSubfolders,     &kMaxDelegates, &kMaxPerRequest};
    return kAll;
}

FolderLimits folderLimits(const Configuration& configuration) {
    return {.nameCharacters = configuration.get(kMaxNameCharacters),
            .depth = configuration.get(kMaxDepth),
            .grants = configuration.get(kMaxGrants),
            .subtree = configuration.get(kMaxSubtree),
            .subfolders = configuration.get(kMaxSubfolders),
            .delegates = configuration.get(kMaxDelegates),
            .perRequest = configuration.get(kMaxPerRequest)};
}

}  // namespace groupware::folders
