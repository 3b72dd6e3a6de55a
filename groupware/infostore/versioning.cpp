#include "groupware/infostore/versioning.h"

#include "groupware/base/error.h"

#include <algorithm>

namespace groupware::infostore {

void addVersion(Document& document, Version& version, int maxVersions) {
    if (document.versionCount >= maxVersions)
        throw Error(ErrorCode::TooLarge, "document " + std::to_string(document.id.value) + " has all its versions",
                    "This document has " + std::to_string(document.versionCount) +
                        " versions, as many as are allowed. Remove some of them first.");
    version.number = document.lastVersion + 1;
    version.filename = document.filename;
    document.lastVersion = version.number;
    document.currentVersion = version.number;
    ++document.versionCount;
    document.contents = version;
}

Detachment detach(Document& document, std::span<const Version> versions, std::span<const std::int64_t> numbers) {
    Detachment result;
    const Version* highest = nullptr;
    const auto wanted = [&](std::int64_t number) {
        return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
    };
    for (const Version& version : versions) {
        if (wanted(version.number)) {
            result.removed.push_back(version);
        } else {
            highest = &version;
        }
    }
    for (const std::int64_t number : numbers) {
        const bool known = std::any_of(versions.begin(), versions.end(),
                                       [&](const Version& version) { return version.number == number; });
        if (!known) result.unknown.push_back(number);
    }
    document.versionCount -= static_cast<int>(result.removed.size());
    if (!wanted(document.currentVersion)) return result;
    document.currentVersion = highest != nullptr ? highest->number : 0;
    document.contents = highest != nullptr ? std::optional(*highest) : std::nullopt;
    if (highest != nullptr) {
        document.modified = highest->createdAt;
    } else {
        document.filename.clear();
    }
    return result;
}

}  // namespace groupware::infostore
