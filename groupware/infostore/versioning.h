#pragma once

#include "groupware/infostore/document.h"

#include <cstdint>
#include <span>
#include <vector>

namespace groupware::infostore {

/// Makes `version` the document's current contents: gives it the next number and the document's file name. Numbers are
/// never used again, so a link to a detached version cannot show other contents.
/// @param maxVersions  per document
/// @throws Error TooLarge if the document has that many
void addVersion(Document& document, Version& version, int maxVersions);

/// What is left of a document's contents after some of its versions are gone.
struct Detachment {
    std::vector<Version> removed{};
    std::vector<std::int64_t> unknown{};  ///< asked for, but not there
};

/// Takes `numbers` out of the document. If the current version goes, the highest one left takes its place; with the
/// last version the file name goes too.
/// @param versions  all of them, oldest first
[[nodiscard]] Detachment detach(Document& document, std::span<const Version> versions,
                                std::span<const std::int64_t> numbers);

}  // namespace groupware::infostore
