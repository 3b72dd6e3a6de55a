#include "groupware/infostore/document_patch.h"

#include "groupware/base/error.h"
#include "groupware/infostore/name.h"

namespace groupware::infostore {

void requireValid(const DocumentPatch& patch, const Limits& limits) {
    if (patch.filename && !patch.filename->empty()) requireValidName(*patch.filename, limits.nameCharacters);
    if (patch.title) requireValidText("title", *patch.title, limits.titleCharacters);
    if (patch.description) requireValidText("description", *patch.description, limits.descriptionCharacters);
    if (patch.url) requireValidText("URL", *patch.url, limits.textCharacters);
    if (patch.categories) requireValidText("list of categories", *patch.categories, limits.textCharacters);
    if (patch.versionComment) requireValidText("version comment", *patch.versionComment, limits.textCharacters);
    if (patch.colorLabel && (*patch.colorLabel < 0 || *patch.colorLabel > kMaxColorLabel))
        throw Error(ErrorCode::BadRequest, "color label " + std::to_string(*patch.colorLabel),
                    "Colour labels are 0 to " + std::to_string(kMaxColorLabel) + ".");
}

void apply(const DocumentPatch& patch, Document& document) {
    if (patch.filename) {
        if (patch.filename->empty() && document.currentVersion != 0)
            throw Error(ErrorCode::BadRequest, "document with contents but no file name",
                        "A document with contents needs a file name.");
        document.filename = *patch.filename;
    }
    if (patch.title) document.title = *patch.title;
    if (patch.description) document.description = *patch.description;
    if (patch.url) document.url = *patch.url;
    if (patch.categories) document.categories = *patch.categories;
    if (patch.colorLabel) document.colorLabel = *patch.colorLabel;
    if (document.title.empty()) document.title = document.filename;
}

}  // namespace groupware::infostore
