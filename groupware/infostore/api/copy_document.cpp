#include "groupware/infostore/api/copy_document.h"

#include "groupware/infostore/api/wire.h"

namespace groupware::infostore::api {

engine::Result CopyDocument::handle(const Caller& caller, const engine::Call& call) {
    const DocumentRef source = documentRef(call.require("id"), call.parameter("folder"));
    if (!isForm(call.request()))
        return written(service_.copy(caller, source, patchOf(*fileObject(call.json())), nullptr));
    Form form = readForm(service_, caller, *call.request(), limits_,
                         [&](const DocumentPatch& patch, std::optional<std::int64_t> length) {
                             if (patch.folder) service_.requireUploadable(caller, *patch.folder, length);
                         });
    StagedContents* contents = form.contents ? &*form.contents : nullptr;
    return written(service_.copy(caller, source, form.patch, contents));
}

}  // namespace groupware::infostore::api
