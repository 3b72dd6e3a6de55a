#pragma once

#include "groupware/base/clock.h"
#include "groupware/base/ids.h"
#include "groupware/infostore/document.h"
#include "groupware/infostore/limits.h"

#include <optional>
#include <string>

namespace groupware::infostore {

/// What a client wants different. Absent members stay as they are; an empty string deletes the value.
struct DocumentPatch {
    std::optional<FolderId> folder{};
    std::optional<std::string> filename{};
    std::optional<std::string> title{};
    std::optional<std::string> description{};
    std::optional<std::string> url{};
    std::optional<std::string> categories{};
    std::optional<int> colorLabel{};
    std::optional<std::string> versionComment{};  ///< of the current version, or of the one being added
    std::optional<std::string> mediaType{};       ///< of the version being added
    std::optional<Instant> modified{};            ///< of the contents being added; absent = now
};

/// Refuses what could not be stored. Needs no document, so it comes before anything is read or sent.
/// @throws Error BadRequest, TooLarge
void requireValid(const DocumentPatch& patch, const Limits& limits);

/// Sets the metadata: name, title, description, URL, categories and colour. Folder and contents are not its business.
/// A document that has a name and no title takes the name as its title.
/// @throws Error BadRequest if it would take the file name from a document with contents
void apply(const DocumentPatch& patch, Document& document);

}  // namespace groupware::infostore
